/**
 * What docs/versions.md says of other versions than those that all other tests run with. It takes minutes, and builds
 * another CLI: `npm run test:compatibility`.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installAwsStandIn } from "../../offline/aws/install";
import { root, type Workspace } from "../../offline/workspace";
import { anotherCli } from "../support/another-cli";
import { clientsAfterServers, runScenario, type Step, ssmGrant, undetermined } from "../support/scenario";
import { npm, pack, projectWith } from "../support/tarballs";
import { together } from "../support/together";

/** The oldest CLI that is supported and can be had as a Go module. */
const oldestCli = "3.250.0";
const oldestSdk = "3.204.0";
const nodeVersions = ["20", "22", "24"];

const definition = "aws:ecs/taskDefinition:TaskDefinition::notification";

/** The two incidents and their cures, one after the other in one project. */
const steps: readonly Step[] = [
  {
    run: "preview",
    source: programOf("incident-ssm-on-task-role"),
    finds: [
      `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::notification-ses-policy`,
      `${undetermined} secret-unclear/notification/database_url ${definition}`,
      `${undetermined} secret-unclear/notification/sender_address ${definition}`,
    ],
  },
  { run: "preview", source: programOf("incident-ssm-on-task-role-fixed") },
  {
    run: "preview",
    source: programOf("incident-client-before-server"),
    finds: [`${clientsAfterServers} client-without-server/user-service aws:ecs/service:Service::api-gateway`],
  },
  { run: "up", source: programOf("incident-client-before-server-fixed") },
  { run: "preview" },
  { run: "analyze" },
  { run: "analyze export" },
];

describe("compatibility", () => {
  together(
    new Map<string, (workspace: Workspace) => Promise<void>>([
      [
        `with the Pulumi CLI ${oldestCli}`,
        async (workspace) => {
          const cli = await anotherCli(oldestCli, workspace.folder);
          await judge(workspace.with({ cli }), "oldest-cli");
        },
      ],
      ...nodeVersions.map((version): [string, (workspace: Workspace) => Promise<void>] => [
        `with Node.js ${version}`,
        async (workspace) => {
          const PATH = [await nodeOf(version, workspace), workspace.environment.PATH].join(delimiter);
          await judge(workspace.with({ environment: { PATH } }), `node-${version}`);
        },
      ]),
      [
        `with @pulumi/pulumi ${oldestSdk}, in the program and beside the pack`,
        (workspace) => judge(workspace, "oldest-sdk", { "@pulumi/pulumi": oldestSdk }),
      ],
      [
        "with the newest @pulumi/pulumi",
        (workspace) => judge(workspace, "newest-sdk", { "@pulumi/pulumi": "latest" }),
      ],
      ["with the last @pulumi/aws 6", (workspace) => judge(workspace, "aws-6", { "@pulumi/aws": "6" })],
    ]),
  );
});

/**
 * Judges the incidents, and the sample application that is built from the components, with the packed packages, in a
 * project of its own with these versions of others.
 */
async function judge(
  workspace: Workspace,
  name: string,
  versions: Readonly<Record<string, string>> = {},
): Promise<void> {
  // The components are built on version 7.
  const withComponents = versions["@pulumi/aws"] === undefined;
  const project = join(workspace.folder, name);
  const aws = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).dependencies["@pulumi/aws"];
  const wanted = Object.entries({ "@pulumi/aws": aws, "@pulumi/pulumi": "3.245.0", ...versions });
  await projectWith(
    project,
    [
      await pack("policypack", workspace.folder),
      ...(withComponents ? [await pack("components", workspace.folder)] : []),
      ...wanted.map(([each, version]) => `${each}@${version}`),
    ],
    { "Pulumi.yaml": "name: scenarios\nruntime: nodejs\n" },
  );
  const { version } = JSON.parse(
    readFileSync(join(project, "node_modules/@pulumi/aws/package.json"), "utf8"),
  );
  installAwsStandIn(String(workspace.environment.PULUMI_HOME), version);
  const packFolder = join(project, "node_modules/ecs-guardrails-policies");
  const application: Step = { run: "preview", source: programOf("job-sync-hub") };
  const all = withComponents ? [application, ...steps] : steps;
  await runScenario(
    workspace,
    project,
    name,
    all.map((step) => ({ ...step, packFolder })),
  );
}

function programOf(stack: string): string {
  return readFileSync(join(root, "stacks", `${stack}.ts`), "utf8");
}

/**
 * Installs a version of Node.js from npm, where its programs are packages.
 * @returns the folder with `node`
 */
async function nodeOf(version: string, { folder }: Workspace): Promise<string> {
  const place = join(folder, `node-${version}-itself`);
  mkdirSync(place);
  await npm(["init", "--yes"], place);
  const name = `node-${process.platform}-${process.arch}`;
  await npm(["install", `${name}@${version}`], place);
  return join(place, "node_modules", name, "bin");
}
