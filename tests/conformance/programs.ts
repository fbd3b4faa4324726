import { createHash } from "node:crypto";
import { join } from "node:path";
import { resolveGoProgram } from "../../offline/pulumi/go-program.js";
import { executable, findPrograms, foldersOnPath } from "../../offline/pulumi/programs.js";
import { run } from "../../offline/pulumi/run.js";
import { copyReduced } from "./reduced-provider";

/** The release 6.47.0 of the Terraform provider for AWS and what came up to the day that @pulumi/aws 7.48.0 took it. */
export const PROVIDER = {
  module: "github.com/hashicorp/terraform-provider-aws",
  version: "v1.60.1-0.20260602190131-5f2286d6d836",
} as const;

const OPEN_TOFU = { module: "github.com/opentofu/opentofu", version: "v1.12.6" } as const;

/**
 * The folder with the Terraform provider for AWS.
 *
 * @param types that it must have, such as `aws_ecs_service`; undefined for all
 */
export function resolveProvider(types: readonly string[] | undefined): Promise<string> {
  const { module, version } = PROVIDER;
  const wanted = createHash("sha256")
    .update((types ?? []).join())
    .digest("hex")
    .slice(0, 12);
  return resolveGoProgram({
    name: "terraform-provider-aws",
    key: `${version}-${types === undefined ? "whole" : wanted}`,
    what: "the Terraform provider for AWS",
    duration: types === undefined ? "half an hour on two cores" : "ten minutes on two cores",
    package: ".",
    anyFolder: true,
    moduleFolder: async ({ folder, download }) => {
      const source = await download(module, version);
      if (types === undefined) {
        return source;
      }
      copyReduced(source, types, folder);
      return folder;
    },
  });
}

/** What asks a provider for plans: OpenTofu or Terraform, whichever is installed, else OpenTofu, built from its module. */
export async function resolveTofu(): Promise<{ program: string; version: string }> {
  const { module, version } = OPEN_TOFU;
  const folders = foldersOnPath(process.env);
  const [installed] = ["tofu", "terraform"].flatMap((name) => findPrograms(name, folders));
  if (installed !== undefined) {
    const { stdout } = await run(installed, ["version"], { environment: process.env });
    return { program: installed, version: stdout.split("\n")[0] ?? "" };
  }
  const folder = await resolveGoProgram({
    name: "tofu",
    key: version,
    what: "OpenTofu",
    duration: "some minutes on two cores",
    package: "./cmd/tofu",
    moduleFolder: ({ download }) => download(module, version),
  });
  return { program: join(folder, executable("tofu")), version: `OpenTofu ${version}` };
}
