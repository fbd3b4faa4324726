import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { installAwsPlugin } from "../../offline/aws/install";
import { Workspace, root } from "../../offline/workspace";
import { openGateway } from "./gateway";
import { startMoto } from "./moto";
async function main() {
  const workspace0 = await Workspace.open(console.log);
  const moto = await startMoto("/tmp/h/e2e/venv/bin/moto_server", "/tmp/h/e2e/moto-hand.log");
  const gateway = await openGateway(moto);
  const home = join(workspace0.folder, "real-home"); mkdirSync(home);
  installAwsPlugin(home, "7.48.0", [process.execPath, "--require", require.resolve("ts-node/register/transpile-only"), join(__dirname, "plugin.ts")]);
  const workspace = workspace0.with({ environment: { PULUMI_HOME: home, BRIDGE: "/tmp/h/e2e/pulumi-resource-terraform-provider", TERRAFORM_PROVIDER: "/tmp/h/e2e/provider/terraform-provider-aws", AWS_PLUGIN_VERSION: "7.48.0", TS_NODE_PROJECT: join(root,"tests/tsconfig.json"),
    AWS_ENDPOINT_URL: gateway.url, AWS_ACCESS_KEY_ID: "none", AWS_SECRET_ACCESS_KEY: "none", AWS_EC2_METADATA_DISABLED: "true" } });
  try {
    const [name = "incident-ssm-on-task-role-fixed", ...ops] = process.argv.slice(2);
    await moto.askXml("iam", "2010-05-08", { Action: "CreateRole", RoleName: "ecsTaskExecutionRole", AssumeRolePolicyDocument: JSON.stringify({Version:"2012-10-17",Statement:[{Effect:"Allow",Principal:{Service:"ecs-tasks.amazonaws.com"},Action:"sts:AssumeRole"}]}) });
    const stack = await workspace.newStack({ project: root, stack: name, config: "config:\n  aws:region: eu-central-1\n" });
    for (const op of ops) {
      const t = Date.now();
      const [o = "", ...args] = op.split(" ");
      const r = await stack.operate(o, args);
      console.log(`== ${op}: ${r.code} in ${Date.now() - t} ms\n${r.output}`);
    }
    require("node:fs").writeFileSync("/tmp/h/e2e/state.json", (await stack.run(["stack","export","--stack",name])).stdout);
    for (const c of gateway.calls) console.log(c.status, c.action, c.body.slice(0, 200));
  } finally { moto.stop(); gateway.close(); workspace0.close(); }
}
main();
