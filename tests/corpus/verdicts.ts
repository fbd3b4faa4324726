/** What the pack says of a program on the real CLI: in the preview of a new stack, and in one after a deployment. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { errorsOf, findingsOf, judgedResources } from "../../offline/findings";
import { type Outcome, policyPack, type Stack, type Workspace } from "../../offline/workspace";
import { endProvider, providerEnvironment, withProgramHost } from "../support/attached";
import { undetermined } from "../support/policy-names";
import { copyOfTests } from "../support/project";
import { type Moment, type Program, programsFolder } from "./truth";

/** A finding, of whatever level. Open questions are none. */
export interface Said {
  readonly policy: string;
  /** The id of the finding. */
  readonly kind: string;
  /** The resource, in the form of a failure's `on`. */
  readonly resource: string;
  readonly level: string;
  readonly presumed: boolean;
}

export type Verdicts = Readonly<Record<Moment, readonly Said[]>>;

/** What the pack said of programs, by their ids. */
export type AllVerdicts = Readonly<Record<string, Verdicts>>;

const projectName = "corpus";

/** The project of the programs, in a workspace. */
export function corpusProject(workspace: Workspace): string {
  return `${copyOfTests(workspace, "corpus", "engine", "support")}/corpus`;
}

/** Runs a program. Throws where the CLI fails for another reason than a rejection, or where the pack did not judge. */
export async function verdictsOf(workspace: Workspace, project: string, program: Program): Promise<Verdicts> {
  const beside = refersToPlatform(program)
    ? await workspace.newStack({ project, stack: "platform" })
    : undefined;
  const stack = await workspace.newStack({ project, stack: program.id.replace("/", "."), beside });
  try {
    if (beside) await deploy(beside, program);
    const first = await preview(stack, program, "first");
    await deploy(stack, program);
    return { first, later: await preview(stack, program, "later") };
  } finally {
    endProvider(stack);
  }
}

/** Most programs need no other stack, and deploying one takes time. */
function refersToPlatform({ id }: Program): boolean {
  return readFileSync(join(programsFolder, `${id}.ts`), "utf8").includes("new pulumi.StackReference(");
}

async function deploy(stack: Stack, { id }: Program): Promise<void> {
  stack.configure(configuration(undefined));
  const { code, output } = await operate(stack, "up", ["--yes", "--skip-preview"]);
  if (code !== 0) throw new Error(`${id}: ${stack.name} cannot be deployed:\n${output}`);
}

async function preview(stack: Stack, program: Program, moment: Moment): Promise<Said[]> {
  stack.configure(configuration(moment === "later" ? program.later : undefined));
  const outcome = await operate(stack, "preview", ["--policy-pack", policyPack]);
  const where = `${program.id}, ${moment} preview`;
  const errors = errorsOf(outcome.events);
  if (errors.length > 0) throw new Error(`${where}: ${errors.join("\n")}`);
  if (judgedResources(outcome.events) === undefined)
    throw new Error(`${where}: the pack did not judge:\n${outcome.output}`);
  const prefix = `urn:pulumi:${stack.name}::${projectName}::`;
  assertThere(program, moment, resourcesIn(outcome, prefix));
  return saidIn(outcome, prefix);
}

function configuration(variant: string | undefined): string {
  const lines = variant === undefined ? [] : [`  ${projectName}:variant: ${variant}`];
  return ["config:", "  aws:region: eu-central-1", ...lines, ""].join("\n");
}

function operate(stack: Stack, operation: string, args: readonly string[]): Promise<Outcome> {
  return withProgramHost(stack, async (host) =>
    stack.operate(operation, [...host, ...args], await providerEnvironment(stack)),
  );
}

/** A truth about a resource that the program does not have could never be matched. */
function assertThere({ id, fails }: Program, moment: Moment, resources: ReadonlySet<string>): void {
  for (const resource of fails.filter((one) => one.moments.includes(moment)).flatMap(({ on }) => on))
    if (!resources.has(resource))
      throw new Error(`${id}: the program has no ${resource}; it has\n${[...resources].sort().join("\n")}`);
}

function resourcesIn({ events }: Outcome, prefix: string): Set<string> {
  return new Set(
    events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata.urn.replace(prefix, "") ?? []),
  );
}

function saidIn({ events }: Outcome, prefix: string): Said[] {
  const said = findingsOf(events).flatMap(({ policy, id, urn, level, presumed, message }): Said[] => {
    const own = policy === undetermined ? adviserOf(message) : policy;
    const countsTheRest = /^\d+ more$/.test(id);
    if (own === undefined || countsTheRest) return [];
    return [{ policy: own, kind: id, resource: urn.replace(prefix, ""), level, presumed }];
  });
  return said.sort((one, other) => (lineOf(one) < lineOf(other) ? -1 : 1));
}

/** The policy whose advice the last one passes on; undefined where that asks a question. */
function adviserOf(message: string): string | undefined {
  return /^(\S+) (?:advises|presumes): /.exec(message)?.[1];
}

/** A finding as one line. */
export function lineOf({ policy, kind, resource, level, presumed }: Said): string {
  return `${policy} ${kind} on ${resource} (${level}${presumed ? ", presumed" : ""})`;
}

/** What differs in what is said: lines with `-` are said no more, lines with `+` are new. */
export function differences(stored: Verdicts | undefined, found: Verdicts): string[] {
  if (!stored) return ["+ it has no stored verdicts"];
  const moments: readonly Moment[] = ["first", "later"];
  return moments.flatMap((moment) => {
    const [before, now] = [stored[moment], found[moment]].map((said) => said.map(lineOf));
    return [
      ...(before ?? []).filter((line) => !now?.includes(line)).map((line) => `- ${moment}: ${line}`),
      ...(now ?? []).filter((line) => !before?.includes(line)).map((line) => `+ ${moment}: ${line}`),
    ];
  });
}
