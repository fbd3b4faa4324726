/** Where on Fargate tasks run, and at which price. */
import * as pulumi from "@pulumi/pulumi";
import { checked, isKnown, oneOf, wholeNumber } from "../checks";

/** A share of the tasks for a capacity provider. */
export interface CapacityProviderArgs {
  /** `FARGATE` or `FARGATE_SPOT`, which the cluster must have. */
  capacityProvider: pulumi.Input<string>;
  /** Share of the tasks, relative to those of the others. Default: 1. */
  weight?: pulumi.Input<number>;
  /** Number of tasks that it gets before shares count; only one may have it. Default: 0. */
  base?: pulumi.Input<number>;
}

/** The same, checked. */
export interface Strategy {
  readonly capacityProvider: pulumi.Output<string>;
  readonly weight: pulumi.Output<number>;
  readonly base: pulumi.Output<number>;
}

/** @throws when shares cannot be */
export function strategiesOf(
  what: string,
  strategies: readonly CapacityProviderArgs[] | undefined,
): Strategy[] | undefined {
  if (strategies === undefined) return undefined;
  if (strategies.length === 0) throw new pulumi.RunError(`${what} must have at least one capacity provider.`);
  const withBase = strategies.filter(({ base = 0 }) => isKnown(base) && base > 0);
  if (withBase.length > 1)
    throw new pulumi.RunError(`${what} must have a \`base\` for one capacity provider only.`);
  if (strategies.every(({ weight = 1 }) => weight === 0))
    throw new pulumi.RunError(`${what} must have a \`weight\` above 0 for one capacity provider.`);
  return strategies.map(({ capacityProvider, weight = 1, base = 0 }) => ({
    capacityProvider: checked(what, capacityProvider, oneOf<string>("FARGATE", "FARGATE_SPOT")),
    weight: checked(`${what}, \`weight\``, weight, wholeNumber(0, 1000)),
    base: checked(`${what}, \`base\``, base, wholeNumber(0, 100_000)),
  }));
}

/** How a task is placed: by the shares of capacity providers, or else on Fargate. */
export function placementOf(strategies: readonly Strategy[] | undefined) {
  return strategies === undefined
    ? { launchType: "FARGATE" }
    : { capacityProviderStrategies: [...strategies] };
}
