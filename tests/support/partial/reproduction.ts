/** Makes a failing trial small, and a program of it that anybody can run. */
import { importsOfPrinted, printedStack } from "../printed";
import type { Blank } from "./blanking";
import type { Broken } from "./laws";
import { run, type Trial } from "./trials";

/** What breaks, and a program that shows it. */
export function reproduction(trial: Trial): string {
  const small = shrunk(trial);
  const { stack, some, more } = small;
  const broken = (run(small)?.broken ?? []).map(
    ({ law, verdict }) => `${law}: ${verdict.certainty} ${verdict.policy} ${verdict.id} on ${verdict.urn}`,
  );
  return [
    `Of ${stack.name}:`,
    ...new Set(broken),
    "",
    importsOfPrinted,
    'import { run } from "./tests/support/partial/trials";',
    printedStack(stack.resources),
    'const resources = stack.seen("update preview");',
    "const urnOf = (end: string) => resources.find(({ urn }) => urn.endsWith(end))?.urn ?? end;",
    `const known = { name: "known", resources, config: ${JSON.stringify(stack.config)} };`,
    `const trial = { stack: known, some: ${printed(some)}, more: ${printed(more)} };`,
    "console.log(run(trial)?.broken);",
  ].join("\n");
}

function printed(blanks: readonly Blank[]): string {
  const all = blanks.map(({ urn, ...blank }) => {
    const end = urn.split("::").slice(-2).join("::");
    return `{ urn: urnOf(${JSON.stringify(end)}), ...(${JSON.stringify(blank)} as const) }`;
  });
  return `[${all.join(", ")}] as never`;
}

/** The smallest trial that is found by taking values and resources away, one after the other. */
function shrunk(trial: Trial): Trial {
  const [first] = run(trial)?.broken ?? [];
  if (!first) return trial;
  const breaks = (other: Trial) => run(other)?.broken.some((broken) => isSame(broken, first)) ?? false;
  let small = trial;
  const tryTo = (other: Trial) => {
    if (breaks(other)) small = other;
  };
  for (const blank of [...trial.some, ...trial.more])
    tryTo({
      ...small,
      some: small.some.filter((one) => one !== blank),
      more: small.more.filter((one) => one !== blank),
    });
  for (const { urn, provider } of trial.stack.resources)
    if (provider) tryTo({ ...small, stack: { ...small.stack, resources: without(small, urn) } });
  return small;
}

function isSame(one: Broken, other: Broken): boolean {
  return (
    one.law === other.law &&
    one.verdict.policy === other.verdict.policy &&
    one.verdict.kind === other.verdict.kind
  );
}

/** The resources without one, and without the edges to it. */
function without({ stack: { resources } }: Trial, gone: string): Trial["stack"]["resources"] {
  const others = (urns: readonly string[]) => urns.filter((urn) => urn !== gone);
  return resources
    .filter(({ urn, parent }) => urn !== gone && parent !== gone)
    .map((resource) => ({
      ...resource,
      dependencies: others(resource.dependencies),
      propertyDependencies: Object.fromEntries(
        Object.entries(resource.propertyDependencies).map(([property, urns]) => [property, others(urns)]),
      ),
    }));
}
