/**
 * The main job, as the first command in a new clone: previews the stacks of this project on the real CLI
 * with the policy pack, and says for each what was expected and what came.
 *
 *     npm start              all stacks
 *     npm start -- <stack>   one of them
 */
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { install } = require("./install");

/** @typedef {{ policy: string, id: string, type: string, name: string }} Expected */

/**
 * What each stack is rejected for; nothing means that it passes, with nothing left undetermined.
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
};

/** @param {string[]} args */
async function main(args) {
  const stacks = args.length > 0 ? args : Object.keys(expectations);
  const unknown = stacks.filter((stack) => !Object.hasOwn(expectations, stack));
  if (unknown.length > 0) {
    throw new Error(
      `No such stack: ${unknown.join(", ")}. There are: ${Object.keys(expectations).join(", ")}.`,
    );
  }
  install();
  // Only now are the packages there that it needs.
  const { Workspace } = require("./workspace");
  const workspace = await Workspace.open((message) => console.log(message));
  try {
    console.log(
      `Pulumi CLI ${workspace.cli.version} (${workspace.cli.source}), with the stand-in AWS provider.`,
    );
    const results = [];
    for (const stack of stacks) results.push(await preview(workspace, stack, expectations[stack] ?? []));
    console.log(`\n${heading("Summary")}`);
    for (const { stack, faults, came } of results) {
      console.log(`${faults.length === 0 ? "as expected" : "NOT EXPECTED"}  ${stack}: ${came}`);
      for (const fault of faults) console.log(`              ${fault}`);
    }
    if (results.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
  } finally {
    workspace.close();
  }
}

/**
 * @param {import("./workspace").Workspace} workspace
 * @param {string} stack
 * @param {Expected[]} expected
 */
async function preview(workspace, stack, expected) {
  const { errorsOf, findingsOf, judgedResources } = require("./findings");
  const { policyPack, root } = require("./workspace");
  console.log(`\n${heading(stack)}`);
  console.log(`Expected: ${expected.map(({ policy }) => `rejected by ${policy}`).join(", ") || "passes"}`);
  console.log(`$ pulumi preview --stack ${stack} --policy-pack policypack\n`);
  const opened = await workspace.newStack({
    project: root,
    stack,
    config: readFileSync(join(root, "stacks", `Pulumi.${stack}.yaml`), "utf8"),
  });
  const { code, output, events } = await opened.operate("preview", [
    "--policy-pack",
    policyPack,
    "--suppress-progress",
  ]);
  console.log(output.trimEnd());

  const found = findingsOf(events).map(({ policy, id, urn }) => `${policy} ${id} ${urn}`);
  const wanted = expected.map(
    ({ policy, id, type, name }) => `${policy} ${id} urn:pulumi:${stack}::ecs-guardrails::${type}::${name}`,
  );
  const resources = judgedResources(events);
  const faults = [
    ...wanted.filter((finding) => !found.includes(finding)).map((finding) => `missing: ${finding}`),
    ...found.filter((finding) => !wanted.includes(finding)).map((finding) => `unexpected: ${finding}`),
    ...errorsOf(events).map((error) => `error of the preview: ${error}`),
    ...(resources === undefined ? ["there is no proof that the pack judged the stack"] : []),
    ...((code === 0) === (expected.length === 0) ? [] : [`the preview ended with exit code ${code}`]),
  ];
  const verdict = found.length > 0 ? `rejected by ${[...new Set(found.map(policyOf))].join(", ")}` : "passed";
  const came = resources === undefined ? "not judged" : `${verdict} (${resources} resources judged)`;
  console.log(`\nCame: ${came}`);
  return { stack, faults, came };
}

/** @param {string} finding */
function policyOf(finding) {
  return finding.split(" ")[0];
}

/** @param {string} text */
function heading(text) {
  return `── ${text} ${"─".repeat(Math.max(3, 90 - text.length))}`;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
