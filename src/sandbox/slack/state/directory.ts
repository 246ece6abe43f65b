import type { Person } from '../control-contract.ts';

/** A person of the workspace as the composition root names them. */
export interface UserOption {
  id: string;
  /** The handle. */
  name: string;
  real_name: string;
  email: string;
  tz: string;
  deleted?: boolean | undefined;
}

/** Everyone in the workspace, the app's bot user included. */
export class Directory {
  readonly #initial: readonly Person[];
  readonly botUserId: string;
  #people = new Map<string, Person>();

  constructor(users: readonly UserOption[], bot: { id: string; name: string }) {
    const handle = bot.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    const botPerson: Person = {
      id: bot.id,
      name: handle,
      real_name: bot.name,
      email: '',
      tz: 'Etc/UTC',
      is_bot: true,
      deleted: false,
    };
    this.#initial = [botPerson, ...users.map((user) => ({ ...user, is_bot: false, deleted: user.deleted ?? false }))];
    this.botUserId = bot.id;
    this.reset();
  }

  all(): Person[] {
    return [...this.#people.values()];
  }

  byId(id: string): Person | undefined {
    return this.#people.get(id);
  }

  byEmail(email: string): Person | undefined {
    const wanted = email.trim().toLowerCase();
    return this.all().find((person) => !person.is_bot && person.email.toLowerCase() === wanted);
  }

  setDeleted(id: string, deleted: boolean): Person | undefined {
    const person = this.#people.get(id);
    if (!person) return undefined;
    const changed = { ...person, deleted };
    this.#people.set(id, changed);
    return changed;
  }

  reset(): void {
    this.#people = new Map(this.#initial.map((person) => [person.id, { ...person }]));
  }
}
