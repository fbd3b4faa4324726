/** Stacks of layouts that could cost more than their size: how the cost grows with it. */

import { typescript } from "../../policypack/code/typescript";
import { buildModel } from "../../policypack/model/model";
import { rules } from "../../policypack/rules";
import { Exemptions } from "../../policypack/verdicts/exemptions";
import { largeStacks, snapshot } from "../support/large-stacks";
import { processorTimeOf } from "../support/processor-time";
import { median } from "./statistics";

/** Milliseconds of processor time for a quarter of a layout and for all of it. */
export interface LayoutFigures {
  readonly layout: string;
  readonly quarter: number;
  readonly whole: number;
}

/** Measures all layouts: the model, all policies, and the messages of all findings. */
export function benchLayouts(repetitions: number): LayoutFigures[] {
  const stacks = largeStacks.map(([name, size, make]): LayoutFigures => {
    const timeOf = (resources: ReturnType<typeof make>) =>
      processorTimeOf(() => {
        const model = buildModel(snapshot(resources));
        for (const rule of rules) {
          for (const finding of rule.evaluate(model, {}).findings)
            finding.message(finding.ids, [finding], typescript);
        }
      });
    return figuresOf(name, size, repetitions, (part) => {
      const resources = make(part);
      return () => timeOf(resources);
    });
  });
  return [...stacks, figuresOf("exemptions, and as many findings", 5000, repetitions, exemptions)];
}

function figuresOf(
  name: string,
  size: number,
  repetitions: number,
  prepare: (size: number) => () => number,
): LayoutFigures {
  const [quarter, whole] = [prepare(size / 4), prepare(size)];
  quarter();
  const runs = Array.from({ length: repetitions }, () => [quarter(), whole()] as const);
  console.log(`  ${size} ${name}`);
  return {
    layout: `${size.toLocaleString("en")} ${name}`,
    quarter: median(runs.map(([time]) => time)),
    whole: median(runs.map(([, time]) => time)),
  };
}

/** Every fifth one with a pattern of resources. */
function exemptions(count: number): () => number {
  const places = Array.from({ length: count }, (_, at) => at);
  const entries = places.map((at) => ({
    resource: at % 5 === 0 ? `service-${at}*` : `service-${at}`,
    finding: `client-without-server/${at}`,
    reason: "bench",
  }));
  return () =>
    processorTimeOf(() => {
      const read = new Exemptions({ exemptions: entries }, "2026-01-01");
      for (const at of places) {
        const urn = `urn:pulumi:bench::bench::aws:ecs/service:Service::service-${at}`;
        read.apply({ urn, ids: [`client-without-server/${at}`] });
      }
    });
}
