import { readFileSync } from "node:fs";
import { join } from "node:path";
import { errorsOf, findingsOf } from "../../offline/findings";
import { expectations, previewStack } from "../../offline/stacks";
import { policyPack, root, type Stack, type Workspace } from "../../offline/workspace";
import { secretsIn, servicesIn, waitsIn, withoutDigits } from "./checks";
import { openPlace, type Place, type Programs } from "./place";
import type { Account, StackResult } from "./results";

const WITH_PACK = ["--policy-pack", policyPack];
type Outcome = Awaited<ReturnType<Stack["operate"]>>;

/** Stacks that are only previewed, and why. */
const NOT_DEPLOYED: Readonly<Record<string, string>> = {
  "photo-shop": "moto has no associations of Systems Manager, by which its migration runs",
};

/**
 * Runs a stack of this project through the stand-in and through the real provider: previews it with the pack, deploys
 * it, previews it twice more, the second time as the account then is, and destroys it.
 *
 * @throws if a step fails, or if anything comes out otherwise than with the stand-in
 */
export async function runStack(standIn: Workspace, programs: Programs, stack: string): Promise<StackResult> {
  const place = await openPlace(standIn, programs);
  try {
    const there = await previewStack(standIn, stack);
    const here = await previewStack(place.workspace, stack);
    expectSame(stack, "first preview", here.faults, []);
    expectSame(stack, "first preview", here.messages.toSorted(), there.messages.toSorted());
    expectSame(stack, "number of resources", here.resources, there.resources);
    const findings = (expectations[stack] ?? []).map(({ policy, id }) => `${policy}: ${id}`);
    const previewed = { findings, judged: here.resources ?? 0 };
    if (stack in NOT_DEPLOYED) {
      console.log(`It is not deployed: ${NOT_DEPLOYED[stack]}.`);
      return previewed;
    }

    const withPack = here.rejectedBy.length === 0;
    const expected = await deploy(standIn, stack, withPack, async () => undefined);
    const { account, ...life } = await deploy(place.workspace, stack, withPack, () => lookAt(place));
    expectSame(stack, "life of the stack", life, { ...expected, account: undefined });
    return {
      ...previewed,
      deployed: {
        withPack,
        created: life.created.length,
        changes: life.changes,
        findingsAfter: life.told.length,
        account,
        deleted: life.deleted.length,
        left: (await servicesIn(place.moto)).length,
      },
    };
  } finally {
    place.close();
  }
}

/**
 * A stack that the pack rejects is deployed without it: to see that what is looked for in the account is missing then.
 *
 * @param look is called while the stack stands
 */
async function deploy<Seen>(
  workspace: Workspace,
  name: string,
  withPack: boolean,
  look: () => Promise<Seen>,
) {
  const config = readFileSync(join(root, "stacks", `Pulumi.${name}.yaml`), "utf8");
  const stack = await workspace.newStack({ project: root, stack: name, config });
  const operate = async (operation: string, ...args: string[]) => {
    const outcome = await stack.operate(operation, [...args, "--suppress-progress"]);
    const errors = errorsOf(outcome.events);
    // A preview that the pack rejects has no errors.
    if (errors.length > 0 || (outcome.code !== 0 && operation !== "preview")) {
      throw new Error(`\`pulumi ${operation}\` of ${name} failed: ${errors.join("\n")}\n${outcome.output}`);
    }
    return outcome;
  };
  const up = await operate("up", "--yes", "--skip-preview", ...(withPack ? WITH_PACK : []));
  const later = [await operate("preview", ...WITH_PACK), await operate("preview", "--refresh", ...WITH_PACK)];
  const account = await look();
  const destroyed = await operate("destroy", "--yes", "--skip-preview");
  return {
    created: namesOf(up, "create"),
    changes: later.flatMap(changesIn),
    told: later.flatMap(({ events }) => findingsOf(events).map(({ message }) => message)).sort(),
    deleted: namesOf(destroyed, "delete"),
    account,
  };
}

async function lookAt({ moto, gateway }: Place): Promise<Account> {
  const secrets = await secretsIn(moto);
  const services = await servicesIn(moto);
  const waits = waitsIn(gateway.calls);
  return {
    calls: gateway.calls.length,
    services: services.map(({ serviceName }) => withoutDigits(serviceName)).sort(),
    secrets: secrets.all.length,
    unreadableSecrets: secrets.unreadable.length,
    waits: waits.all.length,
    missingWaits: waits.missing,
  };
}

/** The resources of AWS that an operation has made or removed. */
function namesOf({ events }: Outcome, operation: string): string[] {
  return operationsIn(events)
    .filter(({ op, type }) => op === operation && type.startsWith("aws:"))
    .map(({ type, urn }) => `${type} ${urn.split("::").at(-1)}`)
    .sort();
}

/** What a preview would do, such as `update user-service`. */
function changesIn({ events }: Outcome): string[] {
  return operationsIn(events)
    .filter(({ op, type }) => !UNCHANGED.includes(op) && type.startsWith("aws:"))
    .map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`);
}

const UNCHANGED = ["same", "read", "refresh"];

function operationsIn(events: Outcome["events"]) {
  return events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
}

function expectSame(stack: string, what: string, here: unknown, there: unknown): void {
  const [real, standIn] = [here, there].map((value) => JSON.stringify(value, null, 2));
  if (real !== standIn) {
    throw new Error(`${stack}, ${what}: with the real provider ${real}, with the stand-in ${standIn}`);
  }
}
