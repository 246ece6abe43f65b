/** Answers Slack's request; what may be said depends on the kind of request. */
export type Acknowledge = (response?: unknown) => Promise<void>;

/** An acknowledgement that knows whether it was given. A second one has no effect: Slack takes only the first. */
export interface TrackedAck {
  readonly given: boolean;
  readonly give: Acknowledge;
}

export function trackAck(ack: Acknowledge): TrackedAck {
  let given = false;
  return {
    get given() {
      return given;
    },
    give: async (response) => {
      if (given) return;
      given = true;
      await ack(response);
    },
  };
}
