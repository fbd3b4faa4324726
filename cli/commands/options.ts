/** Options that commands share. */
import { type Command, InvalidArgumentError } from "commander";
import { isDate } from "ecs-guardrails-policies/judging";
import { formNames, forms } from "../outputs";
import { type Standing, standings } from "../report/report";

/** One value for each time that the option is given. */
export function collected(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function collectedStandings(value: string, before: readonly Standing[] = []): Standing[] {
  const standing = standings.find((one) => one === value);
  if (!standing) throw new InvalidArgumentError(`It must be one of ${standings.join(", ")}.`);
  return [...before, standing];
}

export function positiveNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("It must be a whole number from 1.");
  return number;
}

/** A day as YYYY-MM-DD that there is. */
export function day(value: string): string {
  if (!isDate(value)) throw new InvalidArgumentError("It must be a day, as YYYY-MM-DD.");
  return value;
}

/** In UTC. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

export function withConfig(command: Command): Command {
  return command.option(
    "-c, --config <file>",
    "levels and options of the policies, as for --policy-pack-config of the Pulumi CLI",
  );
}

export function withOutputs(command: Command): Command {
  for (const name of formNames)
    command.option(`--${name} <file>`, `write ${forms[name].title}; - for the standard output`);
  return command
    .option(
      "--sarif-category <name>",
      "what code scanning keeps apart; one for each run whose results are to stay",
    )
    .option(
      "--sarif-without <standing>",
      `leave findings out of SARIF, such as undetermined ones: code scanning makes alerts of all that it gets; may be given several times (${standings.join(", ")})`,
      collectedStandings,
    )
    .option("--annotations", "print annotations for a job of GitHub Actions")
    .option("--verbose", "tell all findings, with their whole messages")
    .option("--quiet", "print no table");
}
