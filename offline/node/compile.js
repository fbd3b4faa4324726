/**
 * Run as a process of its own: loads what programs, policy packs and the stand-in provider load, uses the most of it
 * once, so that V8 has compiled it, and writes down what V8 has compiled.
 *
 *     node compile.js <file>
 */
const { writeFileSync } = require("node:fs");
const { recordRuns, serialized } = require("./compiled");
const { withoutSerialization } = require("./unused");

const runs = recordRuns();
withoutSerialization();

/** @param {string} file */
async function main(file) {
  // Before ts-node, which would load it in a way of its own.
  require("typescript");
  require("ts-node").create({ transpileOnly: true }).compile("export const one: number = 1;", "one.ts");
  for (const name of ["instrumentation", "tracing", "error"]) require(`@pulumi/pulumi/cmd/run/${name}`);
  require("@pulumi/pulumi/cmd/run-policy-pack/run");
  require("@pulumi/pulumi/proto/provider_grpc_pb");
  require("@pulumi/policy");
  const pulumi = require("@pulumi/pulumi");
  const aws = require("@pulumi/aws");
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
    call: ({ inputs }) => inputs,
  });
  const role = new aws.iam.Role("role", { assumeRolePolicy: "{}" });
  new aws.iam.RolePolicy("policy", { role: role.name, policy: role.arn });
  const taskDefinition = new aws.ecs.TaskDefinition("task", {
    family: "task",
    taskRoleArn: role.arn,
    containerDefinitions: pulumi.jsonStringify([{ name: "app", image: role.name }]),
  });
  const service = new aws.ecs.Service("service", { taskDefinition: taskDefinition.arn });
  new aws.ssm.Parameter("parameter", { type: "String", value: service.name });
  process.on("exit", () => writeFileSync(file, serialized(runs)));
}

main(process.argv[2] ?? "");
