const NOTIFICATIONS = 20;
const TOASTS = 10;

interface Notification {
  channel: string;
  ts: string;
  text: string;
}

interface Toast {
  error: string;
  text: string;
}

/** What Slack's client put in front of each person: notification previews and its own error messages. */
export class PersonNotes {
  readonly #notifications = new Map<string, Notification[]>();
  readonly #toasts = new Map<string, Toast[]>();

  notify(user: string, notification: Notification): void {
    this.#notifications.set(user, [...this.notifications(user), notification].slice(-NOTIFICATIONS));
  }

  toast(user: string, toast: Toast): void {
    this.#toasts.set(user, [...this.toasts(user), toast].slice(-TOASTS));
  }

  notifications(user: string): Notification[] {
    return this.#notifications.get(user) ?? [];
  }

  toasts(user: string): Toast[] {
    return this.#toasts.get(user) ?? [];
  }

  reset(): void {
    this.#notifications.clear();
    this.#toasts.clear();
  }
}
