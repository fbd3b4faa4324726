/**
 * The stacks of this project from end to end: on the real Pulumi CLI, through the real Terraform provider for AWS, into
 * a simulation of AWS; see docs/proof.md.
 *
 *     npm run end-to-end                 all stacks
 *     npm run end-to-end -- <stack>      one of them
 *     npm run end-to-end -- --write      stores the results and writes them into docs/proof.md
 *
 * The first run builds the provider and Pulumi's bridge for it, and installs moto: a quarter of an hour on two cores.
 * Python 3 must be there. The last stored run and its versions: results.generated.json.
 */
import { parseArgs } from "node:util";
import { cacheFolder } from "../../offline/pulumi/cache.js";
import { expectations } from "../../offline/stacks";
import { Workspace } from "../../offline/workspace";
import { PROVIDER } from "../conformance/programs";
import { storeResults } from "../support/stored-results";
import { installMoto, MOTO } from "./moto";
import { faultsOf, MARK, tablesOf } from "./page";
import { AWS_VERSION } from "./place";
import { BRIDGE_VERSION, resolveBridge, resolveTerraformProvider } from "./programs";
import { FILE, type Results, type StackResult } from "./results";
import { runStack } from "./runs";

const { values, positionals } = parseArgs({
  options: { write: { type: "boolean", default: false } },
  allowPositionals: true,
});

// Who ends without these leaves a server behind.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

async function main(): Promise<void> {
  const programs = {
    bridge: await resolveBridge(),
    terraformProvider: await resolveTerraformProvider(),
    moto: await installMoto(cacheFolder(process.env)),
  };
  const workspace = await Workspace.open(console.log);
  const stacks: Record<string, StackResult> = {};
  try {
    for (const stack of positionals.length > 0 ? positionals : Object.keys(expectations)) {
      console.log(stack);
      const result = await runStack(workspace, programs, stack);
      console.log(JSON.stringify(result, null, 2));
      stacks[stack] = result;
    }
  } finally {
    workspace.close();
  }
  const faults = faultsOf(stacks);
  console.log(faults.length === 0 ? "All is as it must be." : faults.join("\n"));
  process.exitCode = faults.length === 0 ? 0 : 1;
  if (values.write) {
    const versions = {
      cli: workspace.cli.version,
      aws: AWS_VERSION,
      bridge: BRIDGE_VERSION,
      provider: PROVIDER.version,
      moto: MOTO,
    };
    write({ date: new Date().toISOString().slice(0, 10), versions, stacks });
  }
}

function write(results: Results): void {
  if (positionals.length > 0) {
    throw new Error("Results are stored of all stacks together.");
  }
  storeResults(FILE, results, MARK, tablesOf(results));
}

main();
