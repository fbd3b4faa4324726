/** What the pack says of the stacks of this project, and whether it does. */
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { errorsOf, findingsOf, judgedResources } = require("./findings");
const { policyPack, root } = require("./workspace");

/** @typedef {{ policy: string, id: string, type: string, name: string }} Expected */

/**
 * What is found in each stack; nothing means that it passes, with nothing left undetermined.
 * @type {Record<string, Expected[]>}
 */
const expectations = {
  "incident-ssm-on-task-role": [
    {
      policy: "ecs-ssm-grant-on-execution-role",
      id: "task-role-only",
      type: "aws:iam/rolePolicy:RolePolicy",
      name: "notification-ses-policy",
    },
    // The execution role is made elsewhere: the other policy lists what it cannot tell.
    ...["database_url", "sender_address"].map((variable) => ({
      policy: "ecs-guardrails-undetermined",
      id: `secret-unclear/notification/${variable}`,
      type: "aws:ecs/taskDefinition:TaskDefinition",
      name: "notification",
    })),
  ],
  "incident-ssm-on-task-role-fixed": [],
  "incident-client-before-server": [
    {
      policy: "ecs-service-connect-clients-after-servers",
      id: "client-without-server/user-service",
      type: "aws:ecs/service:Service",
      name: "api-gateway",
    },
  ],
  "incident-client-before-server-fixed": [],
  "job-sync-hub": [],
  "photo-shop": [],
};

/**
 * @typedef {object} Preview
 * @property {string} output what the CLI printed
 * @property {string[]} rejectedBy policies with findings
 * @property {string[]} messages the findings' messages
 * @property {number | undefined} resources how many resources the pack judged; undefined when it did not
 * @property {string[]} faults what came and was not expected, or the other way round
 */

/**
 * Previews a stack of this project with the policy pack.
 * @param {import("./workspace").Workspace} workspace
 * @param {string} stack
 * @param {string} [pack] folder of the pack, where it is not the one of this repository
 * @returns {Promise<Preview>}
 */
async function previewStack(workspace, stack, pack = policyPack) {
  const expected = expectations[stack] ?? [];
  const opened = await workspace.newStack({
    project: root,
    stack,
    config: readFileSync(join(root, "stacks", `Pulumi.${stack}.yaml`), "utf8"),
  });
  const { code, output, events } = await opened.operate("preview", [
    "--policy-pack",
    pack,
    "--suppress-progress",
  ]);
  const findings = findingsOf(events);
  const found = findings.map(({ policy, id, urn }) => `${policy} ${id} ${urn}`);
  const wanted = expected.map(
    ({ policy, id, type, name }) => `${policy} ${id} urn:pulumi:${stack}::ecs-guardrails::${type}::${name}`,
  );
  const resources = judgedResources(events);
  return {
    output,
    resources,
    rejectedBy: [
      ...new Set(findings.filter(({ level }) => level === "mandatory").map(({ policy }) => policy)),
    ],
    messages: findings.map(({ message }) => message),
    faults: [
      ...wanted.filter((finding) => !found.includes(finding)).map((finding) => `missing: ${finding}`),
      ...found.filter((finding) => !wanted.includes(finding)).map((finding) => `unexpected: ${finding}`),
      ...errorsOf(events).map((error) => `error of the preview: ${error}`),
      ...(resources === undefined ? ["there is no proof that the pack judged the stack"] : []),
      ...((code === 0) === (expected.length === 0) ? [] : [`the preview ended with exit code ${code}`]),
    ],
  };
}

module.exports = { expectations, previewStack };
