/** What policies tell in a form that can be written down and sent: plain values only. */
import type { AcceptedReport, Report, Told } from "./told";

/** A report, or one that configuration accepts. */
export interface WrittenReport {
  readonly policy: string;
  /** The policy that reports it. */
  readonly reportedBy: string;
  readonly kind: Report["kind"];
  readonly certainty: Report["certainty"];
  readonly places: readonly [WrittenPlace, ...WrittenPlace[]];
  readonly message: string;
  readonly why: readonly WrittenStep[];
  readonly exemption?: { readonly reason: string; readonly expires?: string };
}

export interface WrittenPlace {
  readonly urn: string;
  readonly ids: readonly string[];
}

export interface WrittenStep {
  readonly urn?: string;
  readonly text: string;
  readonly unawaited?: true;
}

/** One role of a thousand tasks makes a thousand steps, of which nobody reads all. */
const mostSteps = 50;

export function written(reportedBy: string, { reports, accepted }: Told): WrittenReport[] {
  return [
    ...reports.map((report) => writtenReport(reportedBy, report)),
    ...accepted.map((make) => {
      const report: AcceptedReport = make();
      const { reason, expires } = report.by;
      const exemption = { reason, ...(expires !== undefined && { expires }) };
      return { ...writtenReport(reportedBy, report), exemption };
    }),
  ];
}

function writtenReport(reportedBy: string, report: Report): WrittenReport {
  const { policy, kind, certainty, places, text } = report;
  const [first, ...more] = places.map(({ urn, ids }) => ({ urn, ids: [...ids] }));
  return {
    policy,
    reportedBy,
    kind,
    certainty,
    places: [first ?? places[0], ...more],
    message: text,
    why: withoutRepetition(report.why()).slice(0, mostSteps),
  };
}

function withoutRepetition(steps: ReturnType<Report["why"]>): WrittenStep[] {
  const written = steps.map(({ urn, text, unawaited }) => ({
    ...(urn !== undefined && { urn }),
    text,
    ...(unawaited && { unawaited }),
  }));
  return [...new Map(written.map((step) => [JSON.stringify(step), step])).values()];
}
