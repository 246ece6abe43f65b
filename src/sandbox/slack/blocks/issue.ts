/** Where blocks are shown; Slack allows some blocks and elements on some surfaces only. */
export type Surface = 'message' | 'modal' | 'home';

/** One thing that Slack refuses, in the shape in which `blocks.validate` answers it. */
export interface Issue {
  /** JSON pointer from the root of what was sent, e.g. `/blocks/0/text/text`. */
  pointer: string;
  code: string;
  message: string;
  /** The name of the field at the pointer. */
  field: string;
  constraint?: { type: string; expected: string[]; got: string };
}

/** What a rule may look at beside the value, and where it reports. */
export interface Inspection {
  surface: Surface;
  /** Whether a `slack_file` id or URL names a picture that is uploaded, processed and the app's. */
  isUsablePicture: (reference: { id?: string; url?: string }) => boolean;
  issues: Issue[];
}

/** The strings of `response_metadata.messages`. */
export function issueText(issue: Issue): string {
  return `[ERROR] ${issue.message} [json-pointer:${issue.pointer}]`;
}

/** Reports one issue at a pointer. */
export function refuse(
  inspection: Inspection,
  pointer: string,
  code: string,
  message: string,
  constraint?: Issue['constraint'],
): void {
  const field = pointer.slice(pointer.lastIndexOf('/') + 1);
  inspection.issues.push({ pointer, code, message, field, ...(constraint ? { constraint } : {}) });
}
