/** Who calls whom: the order in which services can be deployed. */
import * as pulumi from "@pulumi/pulumi";
import { inOrder } from "../order";

/** The services that each service calls, by their names. */
export type Calls = Readonly<Record<string, readonly string[]>>;

/**
 * The services in an order in which each comes after those that it calls.
 * @param elsewhere services that can be called, and are there already
 * @throws when a service calls one that is not there, or when calls form a cycle
 */
export function inOrderOfCalls(
  application: string,
  calls: Calls,
  elsewhere: readonly string[] = [],
): string[] {
  const own = Object.keys(calls);
  const needs: Record<string, string[]> = {};
  for (const [caller, callees] of Object.entries(calls)) {
    needs[caller] = callees.filter((callee) => Object.hasOwn(calls, callee));
    const missing = callees.find((callee) => !own.includes(callee) && !elsewhere.includes(callee));
    if (missing !== undefined) throw unknownCallee(application, caller, missing, [...own, ...elsewhere]);
  }
  return inOrder(needs, (path) => cycle(application, path));
}

function cycle(application: string, path: readonly string[]): pulumi.RunError {
  return new pulumi.RunError(
    `\`${application}\`: the services call each other in a cycle, ${path.map((name) => `\`${name}\``).join(" → ")}. ` +
      "A service is deployed after those that it calls, so one of these calls must go: move what both need into a service of its own, or leave the call out of `calls` and deploy that caller a second time.",
  );
}

function unknownCallee(
  application: string,
  caller: string,
  callee: string,
  known: string[],
): pulumi.RunError {
  return new pulumi.RunError(
    `\`${application}\`: \`${caller}\` calls \`${callee}\`, which is no service of this application, nor one of \`externalServices\`. There are ${known.map((name) => `\`${name}\``).join(", ")}.`,
  );
}
