/** The sizes of tasks that Fargate has. */
import * as pulumi from "@pulumi/pulumi";
import { isKnown } from "../checks";

/** Memory in MiB for each number of CPU units (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html). */
const memoryByCpu = new Map<number, readonly number[]>([
  [256, [512, 1024, 2048]],
  [512, steps(1024, 4096, 1024)],
  [1024, steps(2048, 8192, 1024)],
  [2048, steps(4096, 16_384, 1024)],
  [4096, steps(8192, 30_720, 1024)],
  [8192, steps(16_384, 61_440, 4096)],
  [16_384, steps(32_768, 122_880, 8192)],
]);
const greatestCpu = Math.max(...memoryByCpu.keys());

/** CPU units and memory of a task, as a task definition writes them. */
export interface TaskSize {
  readonly cpu: pulumi.Output<string>;
  readonly memory: pulumi.Output<string>;
}

/**
 * @param name name of the component, for messages
 * @param cpu CPU units; 256 if not given
 * @param memory MiB; the least that `cpu` allows if not given
 * @throws when Fargate has no such size: at once where both are known, otherwise when they are
 */
export function taskSize(
  name: string,
  cpu: pulumi.Input<number> = 256,
  memory?: pulumi.Input<number>,
): TaskSize {
  if (isKnown(cpu) && (memory === undefined || isKnown(memory))) sizeOf(name, cpu, memory);
  const size = pulumi.all([cpu, memory]).apply(([units, mebibytes]) => sizeOf(name, units, mebibytes));
  return { cpu: size.apply((known) => known.cpu), memory: size.apply((known) => known.memory) };
}

function sizeOf(name: string, cpu: number, memory?: number): { cpu: string; memory: string } {
  if (memory !== undefined && !Number.isInteger(memory))
    throw new pulumi.RunError(`\`${name}\`: \`memory\` must be a number, the memory in MiB.`);
  const allowed = memoryByCpu.get(cpu);
  // What is larger than all that we know of may be new.
  const mayBeNew = cpu > greatestCpu && memory !== undefined;
  if (!mayBeNew) {
    if (allowed === undefined) {
      const known = [...memoryByCpu.keys()].join(", ");
      throw new pulumi.RunError(
        `\`${name}\`: \`cpu\` must be a number of CPU units that Fargate has: ${known}.`,
      );
    }
    if (memory !== undefined && !allowed.includes(memory)) throw otherMemory(name, cpu, allowed);
  }
  return { cpu: String(cpu), memory: String(memory ?? allowed?.[0]) };
}

function otherMemory(name: string, cpu: number, allowed: readonly number[]): pulumi.RunError {
  const [first = 0, second = 0] = allowed;
  const words =
    allowed.length > 3
      ? `from ${first} to ${allowed[allowed.length - 1]} in steps of ${second - first}`
      : allowed.join(", ");
  return new pulumi.RunError(
    `\`${name}\`: \`memory\` must be one that Fargate has for ${cpu} CPU units, in MiB: ${words}.`,
  );
}

function steps(first: number, last: number, step: number): number[] {
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => first + index * step);
}
