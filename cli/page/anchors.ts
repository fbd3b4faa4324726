/** Ids that links from elsewhere may name: the same for the same stack and finding in every report. */
import { createHash } from "node:crypto";
import type { Finding, Report, Stack } from "../report/report";

export interface Anchors {
  stack(stack: Stack): string;
  finding(stack: Stack, finding: Finding): string;
}

export function anchorsOf({ stacks }: Report): Anchors {
  const taken = new Set<string>();
  const known = new Map(stacks.map((stack) => [stack, anchorsIn(stack, taken)]));
  return {
    stack: (stack) => known.get(stack)?.id ?? "",
    finding: (stack, finding) => known.get(stack)?.findings.get(finding) ?? "",
  };
}

function anchorsIn({ project, stack, findings }: Stack, taken: Set<string>) {
  const id = free(taken, `stack-${slug(`${project}-${stack}`)}-${digest([project, stack], 6)}`);
  const ids = findings.map((finding) => {
    const { policy, kind, places } = finding;
    const where = places.map(({ urn, ids: named }) => [urn, ...named]);
    return [finding, free(taken, `finding-${digest([project, stack, policy, kind, where], 12)}`)] as const;
  });
  return { id, findings: new Map(ids) };
}

export function policyAnchor(policy: string): string {
  return `policy-${slug(policy)}`;
}

function free(taken: Set<string>, wanted: string): string {
  let id = wanted;
  for (let count = 2; taken.has(id); count++) id = `${wanted}-${count}`;
  taken.add(id);
  return id;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 60);
}

function digest(content: unknown, length: number): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, length);
}
