/** Tells how far a scan has come, where a terminal shows it. */
import { SingleBar } from "cli-progress";
import { printable } from "./terminal";

export interface Progress {
  /** One more is done. */
  done(label: string): void;
  /** Leaves nothing on the terminal. */
  end(): void;
}

export function progress(total: number): Progress {
  if (!process.stderr.isTTY || total < 2) return { done: () => undefined, end: () => undefined };
  const bar = new SingleBar({
    format: "{bar} {value} of {total} stacks  {label}",
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    // Its first line would break where it is too long.
    linewrap: false,
    barCompleteChar: "█",
    barIncompleteChar: "░",
  });
  bar.start(total, 0, { label: "" });
  return {
    done: (label) => bar.increment({ label: printable(label) }),
    end: () => bar.stop(),
  };
}
