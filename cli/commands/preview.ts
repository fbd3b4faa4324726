/** `ecs-guardrails preview`: `pulumi preview` with the pack, and what it finds in other forms than its log. */
import type { Command } from "commander";
import { type RawSettings, settledPolicies } from "ecs-guardrails-policies/judging";
import { exitCodes } from "../errors";
import { checkOutputs, type OutputOptions, usesStandardOutput, writeOutputs } from "../outputs";
import { type Previewed, packFolder, preview } from "../previews/preview";
import { stackIn } from "../previews/recorded";
import { projectFileOf } from "../project-file";
import { reportOf } from "../report/assemble";
import { type Failure, rejects, type Stack } from "../report/report";
import { readSettings } from "../settings";
import { withConfig, withOutputs } from "./options";

export interface PreviewedWith {
  readonly config?: string;
  readonly policyPack?: string;
}

interface PreviewCommandOptions extends OutputOptions, PreviewedWith {}

export function addPreview(program: Command): void {
  const command = program
    .command("preview")
    .summary("run `pulumi preview` with the pack")
    .usage("[options] -- [arguments of pulumi preview]")
    .description(
      "Runs `pulumi preview` with the policies of the pack, and gives what they find in the forms that are asked for.",
    )
    .argument("[arguments...]", "arguments of `pulumi preview`, after --");
  withOutputs(withPack(withConfig(command)))
    .addHelpText("after", exitCodesHelp)
    .action(async (args: string[], options: PreviewCommandOptions) => {
      process.exitCode = await run(args, options);
    });
}

export function withPack(command: Command): Command {
  return command.option(
    "--policy-pack <folder>",
    "another pack that holds these policies, such as one of your own; by default the one that this package brings, or that of PULUMI_OPTION_POLICY_PACK",
  );
}

const exitCodesHelp = `
Exit codes:
  0  the preview passes
  1  something mandatory is found
  2  the command cannot be carried out as it was given
  3  the pack did not run, or not to its end
  4  the pack rejects nothing, and the preview fails for another reason`;

async function run(args: readonly string[], options: PreviewCommandOptions): Promise<number> {
  checkOutputs(options);
  const settings = readSettings(configOf(options));
  const previewed = await previewOf(args, options, usesStandardOutput(options));
  const judged = judgedIn(previewed, settings, args);
  const report = reportOf({ command: "preview", ...judged }, settings);
  process.stdout.write(usesStandardOutput(options) ? "" : "\n");
  writeOutputs(report, options);
  if (judged.failures.length > 0) return exitCodes.notJudged;
  if (judged.stacks.some(({ findings }) => findings.some(rejects))) return exitCodes.rejected;
  return previewed.code === 0 ? exitCodes.passed : exitCodes.previewFailed;
}

/** The CLI takes its options from variables, too. */
const variables = { policyPack: "PULUMI_OPTION_POLICY_PACK", config: "PULUMI_OPTION_POLICY_PACK_CONFIG" };

function configOf({ config }: PreviewedWith): string | undefined {
  return config ?? (process.env[variables.config] || undefined);
}

export function previewOf(
  args: readonly string[],
  { config, policyPack }: PreviewedWith,
  aside: boolean,
): Promise<Previewed> {
  const isSetByVariable = Boolean(process.env[variables.policyPack]);
  return preview({
    args,
    policyPack: policyPack ?? (isSetByVariable ? undefined : packFolder()),
    config,
    aside,
  });
}

/** The stack that the pack has judged, or why there is none. */
export function judgedIn(
  previewed: Previewed,
  settings: RawSettings,
  args: readonly string[],
): { readonly stacks: readonly Stack[]; readonly failures: readonly Failure[] } {
  const { records, levels, ended } = previewed;
  const file = projectFileOf(args, process.cwd());
  const settled = new Map(settledPolicies(settings).map(({ rule, level }) => [rule.name, level]));
  const stacks = records.flatMap(
    (lines) =>
      stackIn(lines, {
        levelOf: (policy) =>
          levels.get(policy) ?? (settled.get(policy) === "mandatory" ? "mandatory" : "advisory"),
        projectFile: file,
      }) ?? [],
  );
  const enabled = [...settled.keys()].filter((policy) => settled.get(policy) !== "disabled");
  if (enabled.length === 0) return { stacks, failures: [] };
  if (stacks.length === 0) return { stacks, failures: [notJudged(records.length > 0)] };
  if (!enabled.some((policy) => ended.has(policy))) return { stacks, failures: [brokenOff] };
  const told = new Set(stacks.flatMap(({ findings }) => findings.map(({ reportedBy }) => reportedBy)));
  const isComplete = enabled.every((policy) => told.has(policy) || !levels.has(policy));
  return { stacks, failures: isComplete ? [] : [notWrittenDown] };
}

const brokenOff: Failure = {
  source: "preview",
  reason:
    "The pack did not judge to its end: what is found may not be all. What the CLI says above tells why.",
};

const notWrittenDown: Failure = {
  source: "preview",
  reason:
    "The pack could not write down all that it found: there may be no room for temporary files. What the CLI says above has all of it.",
};

function notJudged(hasBegun: boolean): Failure {
  return {
    source: "preview",
    reason: hasBegun
      ? "The pack has seen single resources, and not the stack as a whole: the preview ended before. What the CLI says above tells why."
      : "The pack did not run, or was ended before a policy had judged: what the CLI says above tells why. Or else PULUMI_OPTION_POLICY_PACK or --policy-pack names a pack without these policies, or with a version that is too old.",
  };
}
