/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/) as GitHub code scanning takes it
 * (https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning).
 */
import type { Log, Run } from "sarif";
import type { Report, Standing } from "../report/report";
import { fingerprinted } from "./fingerprints";
import { allFound, byUrgency, stackName } from "./found";
import { jsonText } from "./json-text";
import { fitting, type Limits } from "./sarif-limits";
import { invocationOf } from "./sarif-notifications";
import { resultsOf } from "./sarif-results";
import { rulesOf } from "./sarif-rules";

export interface SarifOptions {
  /**
   * What code scanning keeps apart: a file replaces the one before of the same category. Without it, it is that of
   * the only stack, or one for all scans of several.
   */
  readonly category?: string;
  /**
   * Standings that are not to be written. Code scanning makes alerts of exempted and undetermined findings as well:
   * it reads neither `suppressions` nor `kind` (https://github.com/github/codeql-action/issues/1230,
   * https://github.com/microsoft/PSRule/issues/955).
   */
  readonly leaveOut?: readonly Standing[];
  readonly limits?: Limits;
}

export function sarif(report: Report, options: SarifOptions = {}): string {
  const { leaveOut = [], limits } = options;
  const found = byUrgency(fingerprinted(allFound(report))).filter(
    ({ standing }) => !leaveOut.includes(standing),
  );
  return fitting(
    found,
    (kept, details) => {
      const run = runOf(report, options.category ?? categoryOf(report));
      run.results = resultsOf(report.policies, kept, details);
      run.invocations = [invocationOf(report, found.length - kept.length)];
      return textOf(run);
    },
    limits,
  );
}

function textOf(run: Run): string {
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [run],
  };
  return jsonText(log);
}

function runOf({ tool, policies }: Report, category: string): Run {
  return {
    tool: {
      driver: {
        name: tool.name,
        version: tool.version,
        semanticVersion: tool.version,
        informationUri: "https://www.npmjs.com/package/ecs-guardrails",
        rules: rulesOf(policies),
      },
    },
    // The category is what comes before the last slash; what comes after it would name the single run.
    automationDetails: { id: `${category}/` },
    columnKind: "utf16CodeUnits",
    results: [],
  };
}

/**
 * Runs of one stack are kept apart by its name. Those of several share one category: a category made of all names
 * would be another one with each stack that comes or goes, and the alerts of the former would stay open for good.
 */
function categoryOf({ tool, command, stacks, failures }: Report): string {
  const [first, ...others] = [...stacks.map(stackName), ...failures.map(({ source }) => source)];
  const what = first === undefined || others.length > 0 ? "all" : first;
  return `${tool.name}/${command}/${what.replace(/^\/+|\/+$/g, "")}`;
}
