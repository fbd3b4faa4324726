/** The order of a stack's services as text. */
import { type Service, type Stack, standingOf } from "../report/report";
import { printable } from "../terminal";
import { stackName } from "./found";
import { counted } from "./messages";

export function order(stack: Stack): string {
  const { services } = stack.picture;
  const names = new Map(services.map(({ urn, name }) => [urn, name]));
  const missing = unawaitedIn(stack);
  const waves = new Set(services.map(({ wave }) => wave)).size;
  const lines = services.flatMap((service) => [
    `  ${service.wave + 1}  ${service.name}${partOf(service)}${waitsFor(service, names)}`,
    ...(missing.get(service.urn) ?? []).map((urn) => `     does not wait for ${names.get(urn) ?? urn}`),
  ]);
  const heading = `${stackName(stack)}: ${counted(services.length, "service")} in ${counted(waves, "wave")}`;
  return `${[heading, ...lines].map(printable).join("\n")}\n`;
}

function partOf({ part }: Service): string {
  return part === "none" ? "" : ` (${part === "unclear" ? "unclear part in Service Connect" : part})`;
}

function waitsFor({ waitsFor: awaited }: Service, names: ReadonlyMap<string, string>): string {
  return awaited.length === 0 ? "" : ` after ${awaited.map((urn) => names.get(urn) ?? urn).join(", ")}`;
}

/** By service, what it ought to wait for. */
function unawaitedIn({ findings }: Stack): Map<string, string[]> {
  const missing = new Map<string, string[]>();
  for (const finding of findings) {
    if (standingOf(finding) === "exempted") continue;
    const [{ urn }] = finding.places;
    const awaited = finding.why.flatMap((step) =>
      step.unawaited && step.urn !== undefined ? [step.urn] : [],
    );
    missing.set(urn, [...(missing.get(urn) ?? []), ...awaited]);
  }
  return missing;
}
