/** SARIF, read back. */
import assert from "node:assert/strict";
import type { Log, Result, Run } from "sarif";
import { type SarifOptions, sarif } from "../../../cli/forms/sarif";
import type { Finding, Report } from "../../../cli/report/report";
import { report, stack } from "../reports";

export function runOf(of: Report, options?: SarifOptions): Run {
  const log: Log = JSON.parse(sarif(of, options));
  const [run, ...others] = log.runs;
  assert.ok(run !== undefined && others.length === 0);
  return run;
}

export function resultsOf(of: Report, options?: SarifOptions): Result[] {
  return runOf(of, options).results ?? [];
}

export function only(of: Report): Result {
  const [result, ...others] = resultsOf(of);
  assert.ok(result !== undefined && others.length === 0);
  return result;
}

export function withFindings(...findings: Finding[]): Report {
  return report({ stacks: [stack("shop", { findings })] });
}

export function fingerprintsOf(of: Report): (string | undefined)[] {
  return resultsOf(of).map(({ partialFingerprints }) => partialFingerprints?.["ecsGuardrails/v1"]);
}
