/** Slack-like ids: a letter and nine characters that count up. Counting never restarts, so no id ever means two things. */
export class Ids {
  #count = 0;

  next(prefix: string): string {
    this.#count += 1;
    return `${prefix}0${this.#count.toString(36).toUpperCase().padStart(9, '0')}`;
  }
}
