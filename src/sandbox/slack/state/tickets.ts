import type { Ids } from './ids.ts';

/** Trigger ids: 3 real seconds, one use. */
export class Triggers {
  readonly #ids: Ids;
  readonly #realNow: () => number;
  readonly #triggers = new Map<string, { user: string; at: number; used: boolean; viewId: string | undefined }>();

  constructor(ids: Ids, realNow: () => number) {
    this.#ids = ids;
    this.#realNow = realNow;
  }

  /** `viewId`: the modal in which the person acted, which is what views.push needs. */
  issue(user: string, viewId?: string): string {
    const id = `${Math.floor(this.#realNow())}.${this.#ids.next('T')}`;
    this.#triggers.set(id, { user, at: this.#realNow(), used: false, viewId });
    return id;
  }

  /** Takes a trigger up; answers Slack's error name when it cannot be used. */
  exchange(id: string): { user: string; viewId: string | undefined } | { error: string } {
    const trigger = this.#triggers.get(id);
    if (!trigger) return { error: 'invalid_trigger_id' };
    if (trigger.used) return { error: 'exchanged_trigger_id' };
    if (this.#realNow() - trigger.at > 3000) return { error: 'expired_trigger_id' };
    trigger.used = true;
    return { user: trigger.user, viewId: trigger.viewId };
  }

  reset(): void {
    this.#triggers.clear();
  }
}

/** Where an interaction came from, for its response_url. */
export interface ResponseOrigin {
  user: string;
  channel: string;
  /** The message whose element was used; none for a slash command. */
  messageTs?: string;
}

const USES = 5;
const LIFE_MS = 30 * 60 * 1000;

/** response_urls: 5 uses within 30 real minutes. */
export class ResponseUrls {
  readonly #ids: Ids;
  readonly #realNow: () => number;
  readonly #urls = new Map<string, { origin: ResponseOrigin; at: number; uses: number }>();

  constructor(ids: Ids, realNow: () => number) {
    this.#ids = ids;
    this.#realNow = realNow;
  }

  issue(origin: ResponseOrigin): string {
    const id = this.#ids.next('R');
    this.#urls.set(id, { origin, at: this.#realNow(), uses: 0 });
    return id;
  }

  use(id: string): ResponseOrigin | { error: string } {
    const url = this.#urls.get(id);
    if (!url) return { error: 'invalid_url' };
    if (this.#realNow() - url.at > LIFE_MS) return { error: 'expired_url' };
    if (url.uses >= USES) return { error: 'used_url' };
    url.uses += 1;
    return url.origin;
  }

  reset(): void {
    this.#urls.clear();
  }
}
