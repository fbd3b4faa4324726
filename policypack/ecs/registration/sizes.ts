/**
 * Sizes of tasks on Fargate
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size).
 */

import { asArguments } from "../../code/tree";
import { propertyName } from "../../code/words";
import { numberIn, objectsIn } from "../../stack/literals";
import { read, text } from "../../stack/values";
import type { Change, Check, Fault } from "../../verdicts/faults";
import { preflight } from "../../verdicts/kinds";
import { named } from "../../verdicts/wording";
import { partOf } from "../containers";
import type { Registration } from "./registration";

/** By units of CPU: the least and the most memory in MiB, and the step between; or the only ones that there are. */
const sizes: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, steps(1024, 4096, 1024)],
  [1024, steps(2048, 8192, 1024)],
  [2048, steps(4096, 16384, 1024)],
  [4096, steps(8192, 30720, 1024)],
  [8192, steps(16384, 61440, 4096)],
  [16384, steps(32768, 122880, 8192)],
  [32768, [61440, 122880, 249856]],
]);

function steps(from: number, to: number, by: number): number[] {
  return Array.from({ length: (to - from) / by + 1 }, (_, step) => from + step * by);
}

/** The least that Windows takes. */
const leastOfWindows = 1024;

/** Units of CPU: `256`, or `0.25 vCPU`; undefined where it is none. */
export function unitsIn(cpu: string): number | undefined {
  return amountIn(cpu, /^(\d+(?:\.\d+)?|\.\d+)\s*vcpu$/i);
}

/** MiB: `512`, or `0.5 GB`; undefined where it is none. */
export function mebibytesIn(memory: string): number | undefined {
  return amountIn(memory, /^(\d+(?:\.\d+)?|\.\d+)\s*gb$/i);
}

function amountIn(amount: string, ofThousand: RegExp): number | undefined {
  if (/^\d+$/.test(amount.trim())) return Number(amount);
  const [, many] = ofThousand.exec(amount.trim()) ?? [];
  return many === undefined ? undefined : Number(many) * 1024;
}

function amount({ resource }: Registration, property: "cpu" | "memory") {
  const read_ = read(resource, "inputs", [property], sizeText);
  const toAmount = property === "cpu" ? unitsIn : mebibytesIn;
  return {
    isAbsent: read_.kind === "absent",
    value: read_.kind === "known" ? toAmount(read_.value) : undefined,
  };
}

/** The provider makes a text of a number. */
const sizeText = {
  ...text,
  read: (property: unknown) =>
    typeof property === "number" ? `${property}` : typeof property === "string" ? property : undefined,
};

const given: Check<Registration> = {
  kind: {
    id: "size-missing/<property>",
    meaning:
      "the task definition is for Fargate and does not say how much of it a task needs (`cpu`, `memory`)",
    evidence: "reported",
    sources: [preflight("pf-ecs-fargate-task-cpu-memory")],
  },
  fails:
    "AWS refuses the task definition: ClientException: Fargate requires that '…' be defined at the task level.",
  find: (registration) =>
    registration.isForFargate
      ? (["cpu", "memory"] as const)
          .filter((property) => amount(registration, property).isAbsent)
          .map((property) => ({
            parts: [property],
            certainty: "proven",
            text: `is for Fargate and has no \`${propertyName(property)}\``,
            change: [
              "say what a task needs, beside the containers:",
              isForWindows(registration)
                ? asArguments({ cpu: "1024", memory: "2048" })
                : asArguments({ cpu: "256", memory: "512" }),
            ],
          }))
      : [],
};

const pair: Check<Registration> = {
  kind: {
    id: "size",
    meaning: "Fargate has no tasks with this `cpu` and `memory` together",
    evidence: "reported",
    sources: [
      "https://github.com/towardsthecloud/aws-cdk-examples/issues/1",
      "https://github.com/doctorray117/minecraft-ondemand/issues/34",
      "https://github.com/aws/aws-cdk/issues/22216",
    ],
  },
  fails:
    "AWS refuses the task definition: ClientException: No Fargate configuration exists for given values.",
  find(registration): Fault[] {
    if (!registration.isForFargate) return [];
    const [cpu, memory] = [amount(registration, "cpu").value, amount(registration, "memory").value];
    const fault = (text: string, change: Change[]) => [
      { parts: [], certainty: "proven", text, change } as const,
    ];
    if (cpu === undefined) return [];
    const fits = sizes.get(cpu);
    // One beyond the greatest may be new.
    if (!fits && cpu > Math.max(...sizes.keys())) return [];
    if (!fits)
      return fault(`is for Fargate and has a \`${propertyName("cpu")}\` that no task there has`, [
        `write one of ${named([...sizes.keys()].map(String))}.`,
      ]);
    if (isForWindows(registration) && cpu < leastOfWindows)
      return fault(`is for Windows on Fargate and has less \`${propertyName("cpu")}\` than that takes`, [
        "give it more:",
        asArguments({ cpu: `${leastOfWindows}` }),
      ]);
    if (memory === undefined || fits.includes(memory)) return [];
    const [least = 0] = fits;
    const most = fits.at(-1) ?? least;
    return fault(
      `is for Fargate and has a \`${propertyName("memory")}\` that does not go with its \`${propertyName("cpu")}\``,
      [
        fits.length > 4
          ? `write from \`${least}\` to \`${most}\`, in steps of \`${(fits[1] ?? 0) - least}\`, or another \`${propertyName("cpu")}\`.`
          : `write ${named(fits.map(String))}, or another \`${propertyName("cpu")}\`.`,
      ],
    );
  },
};

function isForWindows({ resource }: Registration): boolean {
  const family = read(resource, "inputs", ["runtimePlatform", "operatingSystemFamily"], text);
  return family.kind === "known" && family.value.startsWith("WINDOWS");
}

const overTask: Check<Registration> = {
  kind: {
    id: "container-over-task/<container>",
    meaning: "the container's `memory` is more than that of its task, or less than its `memoryReservation`",
    evidence: "reported",
    sources: [
      preflight("pf-ecs-container-memory-over-task"),
      preflight("pf-ecs-container-memory-reservation"),
    ],
  },
  fails:
    "AWS refuses the task definition: ClientException: The 'memory' setting for container '…' is greater than for the task, or 'memory' must be greater than or equal to 'memoryReservation'.",
  find(registration) {
    const ofTask = amount(registration, "memory").value;
    return registration.containers.flatMap((container): Fault[] => {
      const own = numberIn(partOf(container, "memory"));
      const reserved = numberIn(partOf(container, "memoryReservation"));
      const fault = (text: string, change: string) => [
        { parts: [container.name], certainty: "proven", text, change: [change] } as const,
      ];
      // Windows does not look at the size of a task on instances.
      const isBound = registration.isForFargate || !isForWindows(registration);
      if (isBound && own !== undefined && ofTask !== undefined && own > ofTask)
        return fault(
          `gives container \`${container.name}\` more \`memory\` than the task has`,
          `give \`${container.name}\` less, or the task more; on Fargate a container needs none of its own.`,
        );
      if (own !== undefined && own > 0 && reserved !== undefined && reserved > own)
        return fault(
          `reserves more memory for container \`${container.name}\` than it may use`,
          `write a \`memoryReservation\` that is no more than its \`memory\`.`,
        );
      return [];
    });
  },
};

const cpuOfContainers: Check<Registration> = {
  kind: {
    id: "containers-over-task",
    meaning: "on Fargate the containers' `cpu` is together more than that of their task",
    evidence: "reported",
    sources: [
      preflight("pf-ecs-fargate-container-cpu-over-task"),
      "https://github.com/aws/aws-cdk/issues/24629",
      "https://github.com/aws/aws-cdk/issues/1553",
    ],
  },
  fails:
    "AWS refuses the task definition: ClientException: The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
  find(registration) {
    const ofTask = amount(registration, "cpu").value;
    const sum = registration.containers.reduce(
      (total, one) => total + (numberIn(partOf(one, "cpu")) ?? 0),
      0,
    );
    if (!registration.isForFargate || ofTask === undefined || sum <= ofTask) return [];
    return [
      {
        parts: [],
        certainty: "proven",
        text: "gives its containers more `cpu` together than the task has",
        change: [`give the task more \`${propertyName("cpu")}\`, or the containers less.`],
      },
    ];
  },
};

const noMemory: Check<Registration> = {
  kind: {
    id: "memory-missing/<container>",
    meaning: "neither the task nor this container says how much memory it needs",
    evidence: "reported",
    sources: [
      preflight("pf-ecs-container-memory-required"),
      "https://github.com/aws/containers-roadmap/issues/2838",
    ],
  },
  fails:
    "AWS refuses the task definition: ClientException: At least one of 'memory' or 'memoryReservation' must be specified.",
  find(registration) {
    const { isForFargate, arePlatformsKnown } = registration;
    if (isForFargate || !arePlatformsKnown || !amount(registration, "memory").isAbsent) return [];
    return registration.containers
      .filter((container) =>
        ["memory", "memoryReservation"].every((property) => {
          const value = partOf(container, property);
          return value === undefined || value === null;
        }),
      )
      .map(({ name }) => ({
        parts: [name],
        certainty: "proven",
        text: `says nowhere how much memory container \`${name}\` needs`,
        change: [`say so in \`${name}\`, or for the task:`, asArguments({ memory: "512" })],
      }));
  },
};

const gpu: Check<Registration> = {
  kind: {
    id: "gpu/<container>",
    meaning: "the container asks for a GPU, which Fargate does not have",
    evidence: "reported",
    sources: [preflight("pf-ecs-fargate-gpu-resource")],
  },
  fails:
    "AWS refuses the task definition: ClientException: Tasks using the Fargate launch type do not support GPU resource requirements.",
  find: ({ isForFargate, containers }) =>
    isForFargate
      ? containers
          .filter((container) =>
            objectsIn(partOf(container, "resourceRequirements")).some(({ type }) => type === "GPU"),
          )
          .map(({ name }) => ({
            parts: [name],
            certainty: "proven",
            text: `is for Fargate, and container \`${name}\` asks for a GPU, which there is not`,
            change: ["run it on instances that have one."],
          }))
      : [],
};

export const sizeChecks: readonly Check<Registration>[] = [
  given,
  pair,
  overTask,
  cpuOfContainers,
  noMemory,
  gpu,
];
