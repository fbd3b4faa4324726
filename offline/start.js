/**
 * The main job, as the first command in a new clone: previews the stacks of this project on the real CLI
 * with the policy pack, and says for each what was expected and what came.
 *
 *     npm start              all stacks
 *     npm start -- <stack>   one of them
 */
const { install } = require("./install");

/** @param {string[]} args */
async function main(args) {
  install();
  // Only now are the packages there that these need.
  const { expectations, previewStack } = require("./stacks");
  const { Workspace } = require("./workspace");

  const stacks = args.length > 0 ? args : Object.keys(expectations);
  const unknown = stacks.filter((stack) => !Object.hasOwn(expectations, stack));
  if (unknown.length > 0) {
    throw new Error(
      `No such stack: ${unknown.join(", ")}. There are: ${Object.keys(expectations).join(", ")}.`,
    );
  }
  const workspace = await Workspace.open((message) => console.log(message));
  /** @type {string[]} */
  const summary = [];
  try {
    console.log(
      `Pulumi CLI ${workspace.cli.version} (${workspace.cli.source}), with the stand-in AWS provider.`,
    );
    for (const stack of stacks) {
      const expected = expectations[stack] ?? [];
      console.log(`\n${heading(stack)}`);
      console.log(
        `Expected: ${verdictOn(expected.map(({ policy }) => policy).filter((policy) => policy !== undetermined))}`,
      );
      console.log(`$ pulumi preview --stack ${stack} --policy-pack policypack\n`);
      const { output, resources, rejectedBy, faults } = await previewStack(workspace, stack);
      console.log(output.trimEnd());
      const verdict = verdictOn(rejectedBy);
      const came = resources === undefined ? "not judged" : `${verdict} (${resources} resources judged)`;
      console.log(`\nCame: ${came}`);
      summary.push(`${faults.length === 0 ? "as expected" : "NOT EXPECTED"}  ${stack}: ${came}`);
      summary.push(...faults.map((fault) => `              ${fault}`));
      if (faults.length > 0) process.exitCode = 1;
    }
    console.log(`\n${heading("Summary")}\n${summary.join("\n")}`);
    if (process.exitCode)
      console.log("What is expected is told of the programs as they are in the repository.");
  } finally {
    workspace.close();
  }
}

/** The policy that rejects nothing. */
const undetermined = "ecs-guardrails-undetermined";

/** @param {string[]} rejectedBy */
function verdictOn(rejectedBy) {
  return rejectedBy.length > 0 ? `rejected by ${rejectedBy.join(", ")}` : "passes";
}

/** @param {string} text */
function heading(text) {
  return `── ${text} ${"─".repeat(Math.max(3, 90 - text.length))}`;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
