/**
 * JUnit XML: a suite for each stack, in it a test case for each policy. There is no standard of it; this keeps to what
 * GitLab (https://docs.gitlab.com/ci/testing/unit_test_reports/), Jenkins and reporters on GitHub all read.
 */
import XMLBuilder from "fast-xml-builder";
import { nameIn, type Policy, type Report, rejects, type Stack, typeIn } from "../report/report";
import { byUrgency, type Found, foundIn, stackName } from "./found";
import { firstLine, linesOf } from "./messages";

interface Case {
  readonly "@_classname": string;
  readonly "@_name": string;
  readonly failure?: Problem;
  readonly error?: Problem;
  readonly skipped?: { readonly "@_message": string };
  readonly "system-out"?: string;
}

interface Problem {
  readonly "@_message": string;
  readonly "@_type": string;
  readonly "#text": string;
}

export function junit(report: Report): string {
  const cases = [
    ...suiteNames(report.stacks).map(
      ([name, stack]) => [name, casesOf(report.policies, stack, name)] as const,
    ),
    ...report.failures.map(({ source, reason }) => [source, [unjudged(source, reason)]] as const),
  ];
  const time = timestamp(report.time);
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    // `true` would otherwise be written as an attribute without a value.
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
    format: true,
  });
  return builder.build({
    "?xml": { "@_version": "1.0", "@_encoding": "UTF-8" },
    testsuites: {
      "@_name": report.tool.name,
      ...counts(cases.flatMap(([, ofSuite]) => ofSuite)),
      testsuite: cases.map(([name, ofSuite]) => ({
        "@_name": attribute(name),
        ...counts(ofSuite),
        ...(time === undefined ? {} : { "@_timestamp": time }),
        testcase: ofSuite,
      })),
    },
  });
}

/** GitLab ignores all but the first of the test cases that have class and name in common. */
function suiteNames(stacks: readonly Stack[]): [string, Stack][] {
  const times = new Map<string, number>();
  for (const stack of stacks) times.set(stackName(stack), (times.get(stackName(stack)) ?? 0) + 1);
  return stacks.map((stack) => {
    const name = stackName(stack);
    return [times.get(name) === 1 ? name : `${name} (${stack.source})`, stack];
  });
}

function casesOf(policies: readonly Policy[], stack: Stack, suite: string): Case[] {
  const ofPolicy = new Map<string, Found[]>(policies.map(({ name }) => [name, []]));
  for (const one of byUrgency(foundIn(stack))) {
    const found = ofPolicy.get(one.finding.policy);
    if (found === undefined) ofPolicy.set(one.finding.policy, [one]);
    else found.push(one);
  }
  const known = new Map(policies.map((policy) => [policy.name, policy]));
  return [...ofPolicy].map(([name, found]) => testCase(suite, name, found, known.get(name)));
}

function testCase(suite: string, name: string, found: readonly Found[], policy?: Policy): Case {
  const rejecting = found.filter(({ finding }) => rejects(finding));
  const others = found.filter(({ finding }) => !rejects(finding));
  const failure = failureOf(rejecting, policy);
  const skipped = policy?.level === "disabled" && found.length === 0;
  return {
    "@_classname": attribute(suite),
    "@_name": attribute(name),
    ...(failure === undefined ? {} : { failure }),
    ...(skipped ? { skipped: { "@_message": "The policy is disabled." } } : {}),
    ...(others.length === 0 ? {} : { "system-out": text(others.map(described).join("\n\n")) }),
  };
}

/** One for all findings: Jenkins shows only the first failure of a test case. */
function failureOf(found: readonly Found[], policy?: Policy): Problem | undefined {
  const [first, ...others] = found;
  if (first === undefined) return undefined;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return {
    "@_message": attribute(`${firstLine(first.finding.message)}${more}`),
    "@_type": policy?.severity ?? "mandatory",
    // GitLab shows the text and not the message.
    "#text": text(found.map(described).join("\n\n")),
  };
}

function described({ finding, standing }: Found): string {
  const [{ urn }] = finding.places;
  const { exemption } = finding;
  const until = exemption?.expires === undefined ? "" : ` until ${exemption.expires}`;
  return [
    `${standing}: ${typeIn(urn)} ${nameIn(urn)}`,
    finding.message,
    ...(exemption === undefined ? [] : [`Exempted${until}: ${exemption.reason}`]),
  ].join("\n");
}

function unjudged(source: string, reason: string): Case {
  return {
    "@_classname": attribute(source),
    "@_name": "can be judged",
    error: { "@_message": attribute(firstLine(reason)), "@_type": "unjudged", "#text": text(reason) },
  };
}

function counts(cases: readonly Case[]) {
  const having = (part: keyof Case) => cases.filter((one) => one[part] !== undefined).length;
  return {
    "@_tests": cases.length,
    "@_failures": having("failure"),
    "@_errors": having("error"),
    "@_skipped": having("skipped"),
  };
}

/** The reports' own form has no zone. */
function timestamp(time: string): string | undefined {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 19);
}

/** With U+FFFD for what XML 1.0 cannot hold, escaped or not (https://www.w3.org/TR/xml/#charsets). */
function text(content: string): string {
  return linesOf(content)
    .join("\n")
    .replace(/[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
}

/** On one line: parsers make spaces of line ends in attributes. */
function attribute(content: string): string {
  return text(content).replace(/[\t\n]/g, " ");
}
