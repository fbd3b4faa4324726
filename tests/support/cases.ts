/** Tables of programs, each with what the pack must say of it; and the parts that many of them share. */
import assert from "node:assert/strict";
import { type Diagnostic, judge, type PackConfig } from "./pack";
import { account, type Input, type Moment, moments, Stack } from "./stack";

export interface Case {
  /** What the case shows, as a sentence that goes on after "it". */
  readonly it: string;
  readonly program: (stack: Stack) => void;
  readonly config?: PackConfig;
  /**
   * All findings of all policies, as `describeFinding` writes them, while all values are known. None means
   * that the program passes.
   */
  readonly finds?: readonly string[];
  /** The same in the first preview, where it differs. */
  readonly findsAtFirst?: readonly string[];
  /** What some message must say, whatever is known. */
  readonly says?: readonly RegExp[];
}

/** The cases of all tables that have been loaded: other tests judge the same programs. */
export const allCases: Pick<Case, "it" | "program" | "config">[] = [];

/** Makes each case a test; `config` is common to all of them, and a case's own goes before it. */
export function testCases(cases: readonly Case[], config: PackConfig = {}): void {
  for (const tested of cases) {
    allCases.push({ ...tested, config: { ...config, ...tested.config } });
    it(tested.it, async () => {
      for (const moment of moments) await checkCase(tested, config, moment);
    });
  }
}

async function checkCase(tested: Case, config: PackConfig, moment: Moment): Promise<void> {
  const stack = new Stack();
  tested.program(stack);
  const { diagnostics } = await judge(stack.seen(moment), { ...config, ...tested.config });
  const { finds = [], findsAtFirst = finds } = tested;
  assertFinds(diagnostics, moment === "first preview" ? findsAtFirst : finds, moment);
  for (const text of tested.says ?? []) {
    assert.ok(
      diagnostics.some(({ message }) => text.test(message)),
      `${moment}: no message says ${text}:\n${allMessages(diagnostics)}`,
    );
  }
}

export function assertFinds(found: readonly Diagnostic[], expected: readonly string[], where = ""): void {
  for (const { message } of found) assertFirstLineStandsAlone(message);
  const described = found.map(describeFinding).sort();
  assert.deepEqual(described, [...expected].sort(), `${where}:\n${allMessages(found)}`);
}

/** Where a report is cut to its first line, that still says what is wrong. */
function assertFirstLineStandsAlone(message: string): void {
  const [first = ""] = message.split("\n", 1);
  assert.match(first, /^\S.*[^.…:]\.$/, "the first line is no sentence");
  assert.doesNotMatch(first, /^(?:What fails|Why|Change|To settle it|To accept it|Finding): /);
}

function allMessages(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(({ message }) => message).join("\n\n");
}

/** The one message of a policy, whose first line is one sentence. */
export async function messageOf(
  policy: string,
  stack: Stack,
  config: PackConfig = {},
  moment: Moment = "update preview",
): Promise<string> {
  const { diagnostics } = await judge(stack.seen(moment), config);
  const messages = diagnostics.filter((diagnostic) => diagnostic.policy === policy);
  assert.equal(messages.length, 1, allMessages(messages));
  const [{ message }] = messages as [Diagnostic];
  assertFirstLineStandsAlone(message);
  assert.doesNotMatch(message, /^[^\n]*[.!?…] (?![a-z])/, "the first line is more than one sentence");
  return message;
}

/** Level, policy, finding ids, the resource as in its URN, and whether the finding is presumed. */
export function describeFinding({ policy, level, ids, urn, presumed }: Diagnostic): string {
  const resource = urn.replace("urn:pulumi:dev::shop::", "");
  return `${level} ${policy} ${ids.join(",")} ${resource}${presumed ? " presumed" : ""}`;
}

/** An ARN of a parameter, known in every preview. */
export const parameterArn = `arn:aws:ssm:eu-central-1:${account}:parameter/shop/DATABASE_URL`;

/** A document of one statement. */
export function allow(Action: Input, Resource: Input, more: { readonly [key: string]: Input } = {}) {
  return document({ Effect: "Allow", Action, Resource, ...more });
}

export function deny(Action: Input, Resource: Input, more: { readonly [key: string]: Input } = {}) {
  return document({ Effect: "Deny", Action, Resource, ...more });
}

export function document(...Statement: { readonly [key: string]: Input }[]) {
  return { Version: "2012-10-17", Statement };
}

/** What people write who want ECS to read secrets. */
export const readParameters = allow("ssm:GetParameters", `${parameterArn}*`);

/** What a service that stores files needs; nothing of Parameter Store. */
export const readFiles = allow("s3:GetObject", "arn:aws:s3:::shop-files/*");

/** Containers of which one takes these secrets, by ARN or name. */
export function containers(secrets: readonly Input[] = [parameterArn]) {
  return [
    {
      name: "app",
      image: "public.ecr.aws/docker/library/node:22-alpine",
      secrets: secrets.map((valueFrom, index) => ({ name: `SECRET_${index}`, valueFrom })),
    },
  ];
}
