/** The code that findings offer. */
import { Incoming } from "../../policypack/adapter/incoming";
import {
  asArguments,
  asMembers,
  codeList,
  comment,
  document,
  type Piece,
  type Printer,
  reference,
  statement,
  typed,
} from "../../policypack/code/tree";
import { typescript } from "../../policypack/code/typescript";
import { looksAt } from "../../policypack/judging/judges";
import { neededInputs } from "../../policypack/judging/needed";
import { Runs } from "../../policypack/judging/run";
import { isJudged, outputsInText } from "../../policypack/policies/ecs-outputs-are-not-text";
import { resourceRules, rules } from "../../policypack/rules";
import type { Finding } from "../../policypack/verdicts/findings";
import { captureNames, readCapture } from "./captures";
import { messages, newService, outputsAreNotText, requestsFor, type SeenResource } from "./pack";
import { programsOfTests } from "./programs-of-tests";
import { resource } from "./resources";
import { serialized } from "./serialized";

/** What a policy finds in a capture, and the code that its messages offer, in the order in which they do. */
export interface Offered {
  readonly policy: string;
  readonly pieces: readonly Piece[];
}

/** What the findings in a capture offer, each by itself. */
export function offeredIn(capture: string): Offered[] {
  return offeredFor(readCapture(capture).resources);
}

/** The same for the resources of a stack. */
export function offeredFor(resources: readonly SeenResource[]): Offered[] {
  const service = newService();
  const incoming = new Incoming();
  incoming.takeFrom({ messages, service }, (type) => looksAt(resourceRules, type));
  const { alone, stack } = requestsFor(resources);
  const runs = new Runs();
  const offered: Offered[] = [];
  const keep = (policy: string, findings: readonly Finding[]) =>
    void offered.push(...findings.map((finding) => ({ policy, pieces: piecesOf(finding) })));
  for (const request of alone) {
    service.analyze.requestDeserialize(serialized(request));
    const [urn, type, name] = [request.getUrn(), request.getType(), request.getName()];
    const seen = incoming.inputsOf(urn);
    runs.record(urn, type, seen?.read(neededInputs(type)) ?? {});
    if (seen && isJudged(type))
      keep(outputsAreNotText, outputsInText({ urn, type, name, inputs: seen.read() }));
    for (const rule of resourceRules) {
      if (!seen || !rule.types.includes(type)) continue;
      keep(rule.name, rule.judge(resource(urn, { type, name, inputs: seen.read() })));
    }
  }
  const request = service.analyzeStack.requestDeserialize(serialized(stack)) as typeof stack;
  const [standIn] = request.getResourcesList().map((one) => ({ urn: one.getUrn() }));
  const { model } = runs.enter("any", () => incoming.resourcesOf([standIn] as never) ?? []);
  for (const rule of rules) keep(rule.name, rule.evaluate(model, {}).findings);
  return offered;
}

function piecesOf(finding: Finding): Piece[] {
  const pieces: Piece[] = [];
  const listening: Printer = {
    ...typescript,
    lines: (piece) => {
      pieces.push(piece);
      return typescript.lines(piece);
    },
    inline: (piece) => {
      pieces.push(piece);
      return typescript.inline(piece);
    },
  };
  finding.message(finding.ids, [finding, ...(finding.alike ?? [])], listening);
  return pieces;
}

/** What no capture offers. */
const more: readonly Piece[] = [
  { kind: "dependsOn", awaited: [reference("users"), reference("orders")], more: 3, ofComponent: true },
  {
    kind: "dependsOn",
    awaited: [{ kind: "reference", name: "users", suffix: "Service", inside: "team", path: [] }],
    more: 0,
  },
  asArguments({
    forceNewDeployment: true,
    triggers: {
      kind: "texts",
      members: { users: reference("users", "id") },
      comment: comment("what it has"),
    },
  }),
  {
    kind: "value",
    of: document({ Resource: codeList([reference("db", "masterUserSecrets", 0, "secretArn")]) }),
  },
  {
    kind: "value",
    of: document({
      Resource: codeList([{ kind: "concatenation", parts: [reference("logs", "arn"), ":*%{}"] }]),
    }),
    isOneOfSeveral: true,
  },
  { kind: "entry", entry: "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess" },
  {
    kind: "entry",
    entry: typed(
      { module: "ec2", name: "SecurityGroupIngress" },
      {
        protocol: "tcp",
        fromPort: 0,
        toPort: 65535,
        self: true,
        securityGroups: codeList([reference("web", "id")]),
      },
    ),
  },
  asMembers({ "awslogs-group": reference("logs", "name"), essential: false }),
  statement({ module: "ec2", name: "SecurityGroupRule" }, "…", {
    type: "ingress",
    securityGroupId: reference("web", "id"),
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrBlocks: codeList(["10.0.0.0/16"]),
  }),
];

/** All that messages offer for captures, and what they offer for none of them. */
export function piecesOffered(): Piece[] {
  const all = captureNames().flatMap((name) => offeredIn(name).flatMap((offered) => offered.pieces));
  return [...new Map([...all, ...more].map((piece) => [JSON.stringify(piece), piece])).values()];
}

/** The same for the programs of the unit tests, too, each form once, whatever the resources are called. */
export async function formsOffered(): Promise<Piece[]> {
  const programs = (await programsOfTests()).filter(({ resources }) => resources.length <= mostResources);
  const offered = programs.flatMap(({ resources }) => offeredFor(resources).flatMap(({ pieces }) => pieces));
  const all = [...piecesOffered(), ...offered];
  return [...new Map(all.map((piece) => [JSON.stringify(renamed(piece, "")), piece])).values()];
}

/** More than this many resources are made for speed, of few kinds. */
const mostResources = 150;

/** The same with another name for every resource. */
export function renamed<T>(tree: T, name: string): T {
  return JSON.parse(JSON.stringify(tree), (key, value) =>
    key === "name" && isLogical(value) ? name : value,
  );
}

/** Names of types and of the program's own variables stay. */
function isLogical(value: unknown): boolean {
  return typeof value === "string" && value !== "…" && !/^[A-Z][A-Za-z]+$/.test(value);
}

/** Names of resources that code has to escape, or that name no variable as they are. */
export const oddNames = [
  'a"b',
  "it's",
  "a\\b",
  "a\\u0041b",
  "`${x}`",
  "${x.y}",
  "{0} %s %d",
  "*/ // #",
  "& *",
  "first\nsecond",
  "\t\u0000\u007f\u0085\u2028\ufeff",
  "日本語",
  "😀",
  "1st",
  "class",
  "lambda",
  "func",
  "namespace",
  "record",
  "aws",
  "err",
  "ÄÖ",
];
