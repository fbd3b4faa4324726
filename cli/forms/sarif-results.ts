/** Findings as results of SARIF. */
import type {
  CodeFlow,
  Location,
  LogicalLocation,
  PhysicalLocation,
  Result,
  Suppression,
  ThreadFlowLocation,
} from "sarif";
import { type Exemption, type Finding, nameIn, type Policy, type Stack, typeIn } from "../report/report";
import type { Fingerprinted } from "./fingerprints";
import { stackName } from "./found";
import { lineMarkdown, messageMarkdown } from "./markup";
import { plain, wellFormed } from "./messages";

/** Code scanning shows no more of them, and refuses a file with results of more than 1,000 and 10,000. */
const mostLocations = 100;
const mostSteps = 1000;

/** @param details how many of them, from the first on, have more than code scanning needs to show an alert */
export function resultsOf(
  policies: readonly Policy[],
  found: readonly Fingerprinted[],
  details: number,
): Result[] {
  const rules = new Map(policies.map(({ name }, index) => [name, index]));
  return found.map((one, index) => resultOf(one, rules.get(one.finding.policy), index < details));
}

function resultOf(
  { stack, finding, standing, fingerprint }: Fingerprinted,
  rule: number | undefined,
  details: boolean,
) {
  const [place] = finding.places;
  const result: Result = {
    ruleId: finding.policy,
    ...(rule === undefined ? {} : { ruleIndex: rule }),
    ...kindAndLevel(finding),
    message: {
      text: unlinked(plain(finding.message)),
      ...(details ? { markdown: messageMarkdown(finding.message) } : {}),
    },
    locations: [locationOf(stack, place.urn)],
    partialFingerprints: { "ecsGuardrails/v1": fingerprint },
    properties: { stack: stackName(stack), standing, certainty: finding.certainty, ids: [...place.ids] },
  };
  if (details) {
    const related = relatedLocations(stack, finding);
    if (related.length > 0) result.relatedLocations = related;
    if (finding.why.length > 0) result.codeFlows = [codeFlow(stack, finding)];
  }
  if (finding.exemption !== undefined) result.suppressions = [suppression(finding.exemption)];
  return result;
}

/**
 * A finding that rejects is an error, proven or presumed, so that checks of pull requests fail where the exit code does.
 * A result that is no failure must have the level `none` (SARIF 3.27.10).
 */
function kindAndLevel({ kind, level, certainty }: Finding): Pick<Result, "kind" | "level"> {
  if (kind === "question" || certainty === "undetermined") return { kind: "open", level: "none" };
  if (level === "mandatory") return { kind: "fail", level: "error" };
  return { kind: "fail", level: kind === "advice" || certainty === "presumed" ? "note" : "warning" };
}

function locationOf(stack: Stack, urn: string): Location {
  return { physicalLocation: physicalLocation(stack, urn), logicalLocations: [logicalLocation(urn)] };
}

/**
 * A place in the repository, without which code scanning takes no result. Where the project's file is not known, a
 * path that names stack and resource, and nothing of this machine: an alert of another path would be another alert.
 */
function physicalLocation({ projectFile, project, stack }: Stack, urn: string): PhysicalLocation {
  const path = projectFile ?? ["pulumi-stacks", project, stack, nameIn(urn)].join("/");
  return {
    artifactLocation: { uri: relativeUri(path), uriBaseId: "%SRCROOT%" },
    region: { startLine: 1 },
  };
}

function relativeUri(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== "" && part !== "." && part !== "..");
  return parts.map((part) => encodeURIComponent(wellFormed(part))).join("/");
}

function logicalLocation(urn: string): LogicalLocation {
  return {
    name: nameIn(urn),
    fullyQualifiedName: urn,
    kind: "resource",
    properties: { type: typeIn(urn) },
  };
}

/** Where else it is found, and the resources of the why. */
function relatedLocations(stack: Stack, { places, why }: Finding): Location[] {
  const [place, ...others] = places;
  const texts = new Map(others.map(({ urn, ids }) => [urn, `Also found here: ${ids.join(", ")}`]));
  for (const { urn, text } of why) {
    if (urn !== undefined && urn !== place.urn && !texts.has(urn)) texts.set(urn, plain(text));
  }
  return [...texts].slice(0, mostLocations).map(([urn, text], index) => ({
    id: index + 1,
    ...locationOf(stack, urn),
    message: { text: unlinked(text) },
  }));
}

/** All steps have a physical place, as code scanning shows no others. */
function codeFlow(stack: Stack, { places: [place], why }: Finding): CodeFlow {
  const steps = why.slice(0, mostSteps).map(
    ({ urn, text, unawaited }, index): ThreadFlowLocation => ({
      executionOrder: index + 1,
      importance: unawaited ? "essential" : "important",
      location: {
        ...(urn === undefined
          ? { physicalLocation: physicalLocation(stack, place.urn) }
          : locationOf(stack, urn)),
        message: { text: unlinked(plain(text)), markdown: lineMarkdown(text) },
      },
    }),
  );
  return { threadFlows: [{ locations: steps }] };
}

function suppression({ reason, expires }: Exemption): Suppression {
  return {
    kind: "external",
    status: "accepted",
    justification: expires === undefined ? reason : `${reason} (until ${expires})`,
  };
}

/**
 * Plain text may hold links, `[text](target)`, and what only looks like one is escaped (SARIF 3.11.6). Braces are
 * left single: there are no arguments, and viewers then show them as they are, doubled ones too.
 */
function unlinked(text: string): string {
  return text.replace(/(\\*)\](?=\()/g, "$1$1\\]");
}
