/** The packs that are compared, each installed by npm in a folder of its own, as a user has it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pack, projectWith } from "../support/tarballs";

/** What all of them are served by. */
const sdk = ["@pulumi/pulumi@3.245.0", "@pulumi/policy@1.21.0"];

const project = "runtime: nodejs\n";
const manifest = { version: "0.0.1", main: "index.js" };

/** Folders of the packs: an empty one, AWSGuard, ours, and our policies in a pack of one's own. */
export type Packs = Readonly<Record<"empty" | "awsguard" | "ours" | "own", string>>;

/** Installs the packs below a folder; the package of ours must have been built. */
export async function installPacks(folder: string): Promise<Packs> {
  const empty = await ordinaryPack(
    join(folder, "empty"),
    [],
    'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n',
  );
  const awsguard = await ordinaryPack(
    join(folder, "awsguard"),
    ["@pulumi/awsguard@0.3.1"],
    'const { AwsGuard } = require("@pulumi/awsguard");\nnew AwsGuard({ all: "advisory" });\n',
  );
  const tarball = await pack("policypack", folder);
  const ours = join(folder, "ours");
  await projectWith(ours, [tarball, ...sdk], {});
  const own = await ordinaryPack(
    join(folder, "own"),
    [tarball],
    'const { PolicyPack } = require("@pulumi/policy");\nconst { guardrails } = require("ecs-guardrails-policies/guardrails");\nnew PolicyPack("own", { policies: guardrails() });\n',
  );
  return { empty, awsguard, ours: join(ours, "node_modules/ecs-guardrails-policies"), own };
}

async function ordinaryPack(folder: string, packages: readonly string[], code: string): Promise<string> {
  await projectWith(folder, [...packages, ...sdk], { "PulumiPolicy.yaml": project, "index.js": code });
  const file = join(folder, "package.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...manifest }));
  return folder;
}
