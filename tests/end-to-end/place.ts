import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { installAwsPlugin } from "../../offline/aws/install";
import { root, type Workspace } from "../../offline/workspace";
import { type Gateway, openGateway } from "./gateway";
import { type Moto, REGION, startMoto } from "./moto";

/** The programs that a run needs. */
export interface Programs {
  readonly bridge: string;
  readonly terraformProvider: string;
  readonly moto: string;
}

/** A simulated account of its own, and the CLI with the real provider that works in it. */
export interface Place {
  readonly workspace: Workspace;
  readonly moto: Moto;
  readonly gateway: Gateway;
  close(): void;
}

/** The version of @pulumi/aws that programs have. */
export const AWS_VERSION: string = require("@pulumi/aws/package.json").version;

/** @param standIn the CLI with the stand-in */
export async function openPlace(standIn: Workspace, programs: Programs): Promise<Place> {
  const home = mkdtempSync(join(standIn.folder, "real-"));
  const loader = require.resolve("ts-node/register/transpile-only");
  const plugin = [process.execPath, "--require", loader, join(__dirname, "plugin.ts")];
  installAwsPlugin(home, AWS_VERSION, plugin);
  const moto = await startMoto(programs.moto, join(home, "moto.log"));
  const gateway = await openGateway(moto);
  await makeExecutionRole(moto);
  const workspace = standIn.with({
    environment: {
      PULUMI_HOME: home,
      BRIDGE: programs.bridge,
      TERRAFORM_PROVIDER: programs.terraformProvider,
      AWS_PLUGIN_VERSION: AWS_VERSION,
      TS_NODE_PROJECT: join(root, "tests/tsconfig.json"),
      AWS_ENDPOINT_URL: gateway.url,
      AWS_ACCESS_KEY_ID: "none",
      AWS_SECRET_ACCESS_KEY: "none",
      AWS_REGION: REGION,
      AWS_EC2_METADATA_DISABLED: "true",
    },
  });
  const close = () => {
    gateway.close();
    moto.stop();
  };
  return { workspace, moto, gateway, close };
}

/** The programs of incident 1 have an execution role that was made long before. */
async function makeExecutionRole(moto: Moto): Promise<void> {
  const role = "ecsTaskExecutionRole";
  const statement = {
    Effect: "Allow",
    Principal: { Service: "ecs-tasks.amazonaws.com" },
    Action: "sts:AssumeRole",
  };
  await moto.askIam({
    Action: "CreateRole",
    RoleName: role,
    AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  });
  await moto.askIam({
    Action: "AttachRolePolicy",
    RoleName: role,
    PolicyArn: "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
  });
}
