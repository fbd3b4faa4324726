/**
 * The stand-in for the AWS provider beside the real one; see docs/proof.md.
 *
 *     npm run conformance                        of all types of the stand-in's table
 *     npm run conformance -- ecs sqs             of types whose names hold one of the words
 *     npm run conformance -- --whole-provider    builds the real provider with all its services
 *     npm run conformance -- --write             stores the results and writes them into docs/proof.md
 *
 * The first run builds the real provider, and OpenTofu where neither that nor Terraform is installed: a quarter of an
 * hour on two cores.
 */
import { parseArgs } from "node:util";
import { resourceType, tableTokens } from "../../offline/aws/table";
import { storeResults } from "../support/stored-results";
import { ACCEPTED, acceptedFor } from "./accepted";
import type { Outcome } from "./outcomes";
import { outcomesOf, shown } from "./outcomes";
import { MARK, tablesOf } from "./page";
import { PROVIDER, resolveProvider, resolveTofu } from "./programs";
import { FILE, type Results, sum, typeResults } from "./results";

const { values, positionals: words } = parseArgs({
  options: {
    "whole-provider": { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
  allowPositionals: true,
});

async function main(): Promise<void> {
  const types = tableTokens().map(terraformType);
  const provider = await resolveProvider(values["whole-provider"] ? undefined : types);
  const tofu = await resolveTofu();
  const tokens = tableTokens().filter(
    (token) => words.length === 0 || words.some((word) => token.includes(word)),
  );
  const outcomes: Outcome[] = [];
  for (const token of tokens) {
    console.log(token);
    outcomes.push(...(await outcomesOf(tofu.program, provider, token)));
  }
  const unexpected = report(outcomes);
  if (values.write) {
    write({
      date: new Date().toISOString().slice(0, 10),
      versions: { provider: PROVIDER.version, tofu: tofu.version },
      whole: values["whole-provider"],
      types: typeResults(outcomes),
    });
  }
  process.exitCode = unexpected > 0 ? 1 : 0;
}

function terraformType(token: string): string {
  const { terraform } = resourceType(token);
  if (terraform === undefined) {
    throw new Error(`The table does not say how Terraform names ${token}.`);
  }
  return terraform;
}

/** Prints what differs and what could not be compared; tells how much of it nobody has accepted. */
function report(outcomes: readonly Outcome[]): number {
  const lines = new Map<string, string[]>();
  const note = (line: string, { case: one }: Outcome) => {
    lines.set(line, [...(lines.get(line) ?? []), `${one.path || "least"} ${one.how}`]);
  };
  for (const outcome of outcomes) {
    const { token } = outcome.case;
    if (outcome.refusedByStandIn !== undefined && outcome.refused === undefined) {
      note(`${token}: only the stand-in refuses it: ${outcome.refusedByStandIn}`, outcome);
    }
    for (const difference of outcome.comparison?.differences ?? []) {
      if (acceptedFor(outcome.case, difference) === undefined) {
        const { property, standIn, real } = difference;
        note(`${token} ${property}: ${shown(standIn)} instead of ${shown(real)}`, outcome);
      }
    }
  }
  for (const [line, cases] of lines) {
    console.log(`${line}\n    in ${cases.length} cases: ${cases.slice(0, 4).join(", ")}`);
  }
  const unused = ACCEPTED.filter((entry) => !isUsed(entry, outcomes));
  if (words.length === 0) {
    for (const { type, property } of unused) {
      console.log(`Nothing differs any more in what is accepted of ${type} ${property}`);
    }
  }
  const results = Object.values(typeResults(outcomes));
  const compared = sum(results.flatMap(({ compared: kinds }) => Object.values(kinds)));
  const accepted = sum(results.flatMap(({ accepted: reasons }) => Object.values(reasons)));
  const refused = sum(results.map((result) => result.refused));
  console.log(
    `${results.length} types, ${outcomes.length} cases, of which the real provider refuses ${refused}; ` +
      `${compared} properties compared, ${accepted} differences accepted, ${lines.size} kinds of them not.`,
  );
  return lines.size + (words.length === 0 ? unused.length : 0);
}

function isUsed(entry: (typeof ACCEPTED)[number], outcomes: readonly Outcome[]): boolean {
  return outcomes.some(({ case: one, comparison }) =>
    comparison?.differences.some((difference) => acceptedFor(one, difference) === entry),
  );
}

function write(results: Results): void {
  if (words.length > 0) {
    throw new Error("Results are stored of all types together.");
  }
  storeResults(FILE, results, MARK, tablesOf(results));
}

main();
