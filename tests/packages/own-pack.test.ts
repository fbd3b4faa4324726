import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, type Workspace } from "../../offline/workspace";
import { codeBlocks } from "../support/documents";
import { newProject } from "../support/project";
import { clientsAfterServers, runScenario, ssmGrant } from "../support/scenario";
import { pack, projectWith } from "../support/tarballs";
import { together } from "../support/together";

const page = readFileSync(join(root, "docs/own-packs.md"), "utf8");

/** A service with a secret whose read is granted to the task role, and a client that waits for no server. */
const program = `
import * as aws from "@pulumi/aws";

const assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" });
const taskRole = new aws.iam.Role("task", { assumeRolePolicy });
new aws.iam.RolePolicy("reads", {
  role: taskRole.name,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "ssm:GetParameters", Resource: "*" }],
  }),
});
const definition = new aws.ecs.TaskDefinition("shop", {
  family: "shop",
  memory: "512",
  taskRoleArn: taskRole.arn,
  executionRoleArn: "arn:aws:iam::123456789012:role/anotherExecutionRole",
  containerDefinitions: JSON.stringify([
    {
      name: "app",
      image: "shop",
      portMappings: [{ name: "http", containerPort: 8080 }],
    },
  ]),
});
const namespace = "arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-abcdefgh12345678";
new aws.ecs.Service("server", {
  cluster: "shop",
  taskDefinition: definition.arn,
  tags: { team: "shop" },
  serviceConnectConfiguration: {
    enabled: true,
    namespace,
    services: [{ portName: "http", clientAlias: [{ dnsName: "server", port: 8080 }] }],
  },
});
new aws.ecs.Service("client", {
  cluster: "shop",
  taskDefinition: definition.arn,
  serviceConnectConfiguration: { enabled: true, namespace },
});
`;

describe("a pack of an organisation", () => {
  together(
    new Map([
      [
        "has the policies with the levels and options of docs/own-packs.md beside its own",
        async (workspace) => {
          const packFolder = await ownPack(workspace);
          const project = newProject(workspace, "judged");
          const client = "aws:ecs/service:Service::client";
          const grant = `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::reads`;
          const order = `${clientsAfterServers} client-without-server/server ${client}`;
          await runScenario(workspace, project, "judged", [
            {
              run: "preview",
              source: program,
              packFolder,
              finds: [grant, order, `services-have-a-team (none) ${client}`],
            },
            {
              run: "preview",
              packFolder,
              // What is configured wins over what the pack's code says.
              pack: {
                [clientsAfterServers]: "disabled",
                [ssmGrant]: {
                  exemptions: [{ resource: "reads", reason: "a test" }],
                },
                "services-have-a-team": "disabled",
              },
            },
          ]);
        },
      ],
    ]),
  );
});

async function ownPack(workspace: Workspace): Promise<string> {
  const folder = join(workspace.folder, "own-pack");
  await projectWith(
    folder,
    [await pack("policypack", workspace.folder), "@pulumi/policy", "@pulumi/pulumi"],
    { "PulumiPolicy.yaml": codeOf("yaml"), "index.ts": codeOf("ts") },
  );
  return folder;
}

function codeOf(language: string): string {
  const [code] = codeBlocks(page, language);
  assert.ok(code, `docs/own-packs.md has no program in ${language}`);
  return code;
}
