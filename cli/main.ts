#!/usr/bin/env node
/** The command `ecs-guardrails`. */
import { Command, CommanderError } from "commander";
import { addGraph } from "./commands/graph";
import { addPreview } from "./commands/preview";
import { addScan } from "./commands/scan";
import { exitCodes, isSystemError, messageOf, UsageError } from "./errors";
import { version } from "./package-file";

async function main(args: readonly string[]): Promise<void> {
  const program = new Command("ecs-guardrails")
    .description("Finds Amazon ECS stacks that will not start: deployed ones, and in previews.")
    .version(version, "--version", "print the version of this command")
    .helpOption("-h, --help", "print this help")
    .exitOverride()
    .showHelpAfterError("(--help tells of all options)");
  addScan(program);
  addPreview(program);
  addGraph(program);
  for (const command of program.commands)
    command.exitOverride().showHelpAfterError("(--help tells of all options)");
  await program.parseAsync([...args]);
}

// Whoever reads may have read enough: what was found is told by the exit code all the same.
process.stdout.on("error", (error) => {
  if (isSystemError(error, "EPIPE")) process.exit();
  process.stderr.write(`error: The standard output cannot be written: ${messageOf(error)}\n`);
  process.exit(exitCodes.usage);
});

main(process.argv).catch((error: unknown) => {
  if (error instanceof CommanderError) {
    // It has been told already.
    process.exitCode = error.exitCode === 0 ? exitCodes.passed : exitCodes.usage;
    return;
  }
  const isExpected = error instanceof UsageError;
  process.stderr.write(
    `error: ${isExpected ? messageOf(error) : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = exitCodes.usage;
});
