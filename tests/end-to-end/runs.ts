import { readFileSync } from "node:fs";
import { join } from "node:path";
import { errorsOf, findingsOf } from "../../offline/findings";
import { expectations, previewStack } from "../../offline/stacks";
import { policyPack, root, type Stack, type Workspace } from "../../offline/workspace";
import { notAwaited, secretsIn, servicesIn, withoutDigits } from "./checks";
import { openPlace, type Place, type Programs } from "./place";
import type { Deployed, StackResult } from "./results";

const WITH_PACK = ["--policy-pack", policyPack];
type Outcome = Awaited<ReturnType<Stack["operate"]>>;

/**
 * Runs a stack of this project through the real provider: previews it with the pack, deploys it, previews it twice
 * more, the second time as the account then is, looks what is there, and destroys it.
 *
 * @throws if a step fails, or if the pack says something else than with the stand-in
 */
export async function runStack(standIn: Workspace, programs: Programs, stack: string): Promise<StackResult> {
  const there = await previewStack(standIn, stack);
  const place = await openPlace(standIn, programs);
  try {
    const here = await previewStack(place.workspace, stack);
    expectSame(`messages for ${stack}`, here.messages.sort(), there.messages.sort());
    expectSame(`faults of ${stack}`, here.faults, []);
    expectSame(`number of resources of ${stack}`, here.resources, there.resources);
    return {
      findings: (expectations[stack] ?? []).map(({ policy, id }) => `${policy}: ${id}`),
      judged: here.resources ?? 0,
      deployed: await deploy(place, stack, here.rejectedBy.length === 0),
    };
  } finally {
    place.close();
  }
}

/** A stack that the pack rejects is deployed without it, so that what is looked for afterwards is seen to be missing. */
async function deploy(
  { workspace, moto, gateway }: Place,
  name: string,
  accepted: boolean,
): Promise<Deployed> {
  const pack = accepted ? WITH_PACK : [];
  const config = readFileSync(join(root, "stacks", `Pulumi.${name}.yaml`), "utf8");
  const stack = await workspace.newStack({ project: root, stack: name, config });
  const operate = async (operation: string, ...args: string[]) => {
    const outcome = await stack.operate(operation, [...args, "--suppress-progress"]);
    if (outcome.code !== 0) {
      throw new Error(
        `\`pulumi ${operation}\` of ${name} failed: ${errorsOf(outcome.events).join("\n")}\n${outcome.output}`,
      );
    }
    return outcome;
  };
  const up = await operate("up", "--yes", "--skip-preview", ...pack);
  const again = await operate("preview", ...pack);
  const refreshed = await operate("preview", "--refresh", ...pack);
  const secrets = await secretsIn(moto);
  const services = await servicesIn(moto);
  const before = gateway.calls.length;
  const destroyed = await operate("destroy", "--yes", "--skip-preview");
  return {
    withPack: accepted,
    created: count(up, "create"),
    calls: before,
    changes: [...changesIn(again), ...changesIn(refreshed)],
    findingsAfter: [again, refreshed].flatMap(({ events }) => findingsOf(events).map(({ id }) => id)),
    services: services.map(({ serviceName }) => withoutDigits(serviceName)).sort(),
    secrets: secrets.all.length,
    unreadableSecrets: secrets.unreadable.length,
    notAwaited: notAwaited(gateway.calls),
    deleted: count(destroyed, "delete"),
    left: (await servicesIn(moto)).length,
  };
}

/** How many resources of AWS an operation has made or removed. */
function count({ events }: Outcome, operation: string): number {
  return operationsIn(events).filter(({ op, type }) => op === operation && type.startsWith("aws:")).length;
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

function expectSame(what: string, here: unknown, there: unknown): void {
  const [real, standIn] = [JSON.stringify(here), JSON.stringify(there)];
  if (real !== standIn) {
    throw new Error(`The ${what} differ: with the real provider ${real}, with the stand-in ${standIn}`);
  }
}
