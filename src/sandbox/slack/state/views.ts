import type { JsonObject } from '../blocks/rules.ts';
import type { StateValues } from './channels.ts';
import type { Ids } from './ids.ts';

export interface StoredView {
  id: string;
  type: 'modal' | 'home';
  user: string;
  callbackId: string;
  externalId: string;
  privateMetadata: string;
  title: JsonObject | null;
  submit: JsonObject | null;
  close: JsonObject | null;
  blocks: JsonObject[];
  clearOnClose: boolean;
  notifyOnClose: boolean;
  hash: string;
  rootViewId: string;
  previousViewId: string | null;
  state: StateValues;
  /** Errors under fields, by block id. */
  errors: Record<string, string>;
}

export const STACK_LIMIT = 3;

/** Home views and the stacks of open modals, by person. */
export class Views {
  readonly #ids: Ids;
  #hashes = 0;
  #homes = new Map<string, StoredView>();
  #stacks = new Map<string, StoredView[]>();

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  nextId(): string {
    return this.#ids.next('V');
  }

  nextHash(seconds: number): string {
    this.#hashes += 1;
    return `${seconds}.${this.#hashes.toString(36).padStart(8, '0')}`;
  }

  home(user: string): StoredView | undefined {
    return this.#homes.get(user);
  }

  setHome(view: StoredView): void {
    this.#homes.set(view.user, view);
  }

  /** A person's open modals, the top one last. */
  stack(user: string): readonly StoredView[] {
    return this.#stacks.get(user) ?? [];
  }

  setStack(user: string, views: readonly StoredView[]): void {
    this.#stacks.set(user, [...views]);
  }

  byId(id: string): StoredView | undefined {
    return this.#all().find((view) => view.id === id);
  }

  byExternalId(externalId: string): StoredView | undefined {
    return this.#all().find((view) => view.externalId === externalId && externalId !== '');
  }

  reset(): void {
    this.#homes.clear();
    this.#stacks.clear();
  }

  #all(): StoredView[] {
    return [...this.#homes.values(), ...[...this.#stacks.values()].flat()];
  }
}
