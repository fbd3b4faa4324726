import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resourceType, tableTokens } from "../../offline/aws/table";
import { hashFiles } from "../../offline/pulumi/cache.js";
import { resolveGoProgram } from "../../offline/pulumi/go-program.js";
import { executable } from "../../offline/pulumi/programs.js";
import { resolveProvider } from "../conformance/programs";

/** What the bridge's program is built from. */
const MODULES = join(__dirname, "bridge");
const BRIDGE = "github.com/pulumi/pulumi-terraform-bridge/v3";

export const [, BRIDGE_VERSION = ""] =
  new RegExp(`^\\t${BRIDGE} (\\S+)`, "m").exec(readFileSync(join(MODULES, "go.mod"), "utf8")) ?? [];

/** Types and data sources of the Terraform provider that the stacks have, and the stand-in's table has not. */
const OTHERS = [
  "aws_appautoscaling_policy",
  "aws_caller_identity",
  "aws_cloudwatch_metric_alarm",
  "aws_partition",
  "aws_region",
  "aws_scheduler_schedule",
  "aws_ssm_association",
  "aws_subnets",
  "aws_vpc_security_group_egress_rule",
];

/** The program of the Terraform provider for AWS. */
export async function resolveTerraformProvider(): Promise<string> {
  const types = tableTokens().flatMap((token) => resourceType(token).terraform ?? []);
  const folder = await resolveProvider([...types, ...OTHERS]);
  return join(folder, executable("terraform-provider-aws"));
}

/** The bridge's program `dynamic`. */
export async function resolveBridge(): Promise<string> {
  const name = "pulumi-resource-terraform-provider";
  const folder = await resolveGoProgram({
    name,
    key: await hashFiles(MODULES, ["go.mod", "go.sum"]),
    what: "Pulumi's bridge for Terraform providers",
    duration: "six minutes on two cores",
    package: `${BRIDGE}/dynamic`,
    moduleFolder: async () => MODULES,
  });
  return join(folder, executable(name));
}
