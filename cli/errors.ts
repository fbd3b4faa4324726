/** What a user can put right: it is printed without a stack trace, and ends the command with `exitCodes.usage`. */
export class UsageError extends Error {}

/** With what the command ends. */
export const exitCodes = {
  /** Nothing that is found rejects. */
  passed: 0,
  /** Something that is found does. */
  rejected: 1,
  /** The command cannot be carried out as it was given. */
  usage: 2,
  /** A stack could not be judged, or the pack did not run. */
  notJudged: 3,
  /** With `preview`: the pack has judged and rejects nothing, and the CLI failed for another reason. */
  previewFailed: 4,
} as const;

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether a call of the operating system failed with a code, such as `ENOENT`. */
export function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
