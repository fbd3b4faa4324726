/** Arguments at random. */
import * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import type { Surroundings } from "./surroundings";

/** A value half of the time. */
export function perhaps<T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(values, { nil: undefined, freq: 2 });
}

/** The value itself, or an output or a promise of it. */
export function known<T extends string | number | boolean>(
  values: fc.Arbitrary<T>,
): fc.Arbitrary<pulumi.Input<T>> {
  return fc
    .tuple(values, fc.constantFrom("plain", "plain", "output", "promise"))
    .map(([value, form]): pulumi.Input<T> => {
      if (form === "output") return pulumi.output(value) as pulumi.Output<T>;
      return form === "promise" ? Promise.resolve(value) : value;
    });
}

/** The same, or a value that is known only after the first update. */
export function given<T extends string | number | boolean>(
  surroundings: Surroundings,
  values: fc.Arbitrary<T>,
): fc.Arbitrary<pulumi.Input<T>> {
  return fc.oneof(
    { weight: 9, arbitrary: known(values) },
    { weight: 1, arbitrary: values.map((value) => surroundings.later(value)) },
  );
}

/** One of some values. */
export function oneOf<T extends string | number | boolean>(
  surroundings: Surroundings,
  ...values: readonly T[]
): fc.Arbitrary<pulumi.Input<T>> {
  return given(surroundings, fc.constantFrom(...values));
}

/** Arguments without those that are left out. */
export function withoutAbsent<T extends object>(args: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
