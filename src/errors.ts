/** What an operator can mend: the thing, what was expected of it, and the remedy. */
export interface Fault {
  /** A stable word for scripts and tests, such as `database_unreachable`. */
  readonly code: string;
  /** What is wrong, naming the thing and never a secret. */
  readonly what: string;
  readonly expected: string;
  /** What to do about it, as an instruction. */
  readonly remedy: string;
}

/** Ours, with a message that names things, places and codes and never what a row or a person says: it may be logged. */
export class OwnError extends Error {}

/** The operator can mend this. The command line prints it without a stack and ends with status 1. */
export class OperatorError extends OwnError {
  readonly code: string;
  readonly exitCode: 1 | 2 = 1;

  constructor(fault: Fault, options?: ErrorOptions) {
    super(`${fault.what}\n  Expected: ${fault.expected}\n  Remedy:   ${fault.remedy}`, options);
    this.name = 'OperatorError';
    this.code = fault.code;
  }
}

/** The command was typed wrongly. Printed like an OperatorError; status 2. */
export class UsageError extends OperatorError {
  override readonly exitCode = 2;

  constructor(fault: Omit<Fault, 'code'>, options?: ErrorOptions) {
    super({ code: 'usage', ...fault }, options);
    this.name = 'UsageError';
  }
}
