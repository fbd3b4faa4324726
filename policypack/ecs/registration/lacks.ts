/**
 * What Fargate, and tasks with a network of their own, do not have
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html).
 */

import { asArguments } from "../../code/tree";
import { propertyName } from "../../code/words";
import { listIn, objectsIn, textIn } from "../../stack/literals";
import type { Property } from "../../stack/properties";
import type { Check, Fault } from "../../verdicts/faults";
import { preflight } from "../../verdicts/kinds";
import type { Container } from "../containers";
import { partOf } from "../containers";
import { isGiven, noMode, type Registration } from "./registration";

/** A row of the tables: an option that AWS refuses. */
interface Lack {
  /** As the program writes it; of a path the last part. */
  readonly path: readonly string[];
  /** Whether a value of it is refused; any that is given, where there is nothing else here. */
  readonly isRefused?: (value: Property) => boolean;
  readonly error: string;
  readonly rule: string;
}

const isTrue = (value: Property) => value === true;

/** Of containers on Fargate. */
const ofContainersOnFargate: readonly Lack[] = [
  {
    path: ["privileged"],
    isRefused: isTrue,
    error: "Fargate requires that the 'privileged' setting be 'false'.",
    rule: "pf-ecs-fargate-privileged",
  },
  {
    path: ["linuxParameters", "devices"],
    error: "Fargate compatible task definitions do not support devices.",
    rule: "pf-ecs-fargate-devices",
  },
  {
    path: ["linuxParameters", "sharedMemorySize"],
    error: "Fargate compatible task definitions do not support sharedMemorySize.",
    rule: "pf-ecs-fargate-shared-memory-size",
  },
  {
    path: ["linuxParameters", "maxSwap"],
    error: "Fargate compatible task definitions do not support maxSwap.",
    rule: "pf-ecs-fargate-max-swap",
  },
  {
    path: ["linuxParameters", "capabilities", "add"],
    isRefused: (value) => listIn(value).some((one) => typeof one === "string" && one !== "SYS_PTRACE"),
    error: "… is not allowed on Fargate.",
    rule: "pf-ecs-fargate-capabilities-add",
  },
  {
    path: ["dockerSecurityOptions"],
    error: "Fargate compatible task definitions do not support dockerSecurityOptions.",
    rule: "pf-ecs-fargate-docker-security-options",
  },
  {
    path: ["logConfiguration", "logDriver"],
    isRefused: (value) => {
      const driver = textIn(value);
      return driver !== undefined && !["awslogs", "splunk", "awsfirelens"].includes(driver);
    },
    error: "… is not a valid log driver. Must be one of [awslogs, splunk, awsfirelens].",
    rule: "pf-ecs-fargate-log-driver-unsupported",
  },
];

/** Of containers of tasks with the network mode `awsvpc`. */
const ofContainersWithNetwork: readonly Lack[] = [
  {
    path: ["links"],
    error: "Links are not supported when networkMode=awsvpc.",
    rule: "pf-ecs-fargate-links",
  },
  {
    path: ["dnsServers"],
    error: "DNS servers are not supported on container when networkMode=awsvpc.",
    rule: "pf-ecs-fargate-dns-servers",
  },
  {
    path: ["extraHosts"],
    error: "Extra hosts are not supported on container when networkMode=awsvpc.",
    rule: "pf-ecs-awsvpc-extra-hosts",
  },
  {
    path: ["hostname"],
    error: "hostname is not supported on container when networkMode=awsvpc.",
    rule: "pf-ecs-awsvpc-hostname",
  },
  {
    path: ["disableNetworking"],
    isRefused: isTrue,
    error: "Disable Networking is not supported on container when networkMode=awsvpc.",
    rule: "pf-ecs-fargate-disable-networking",
  },
];

/** Of task definitions for Fargate, as the provider calls it. */
const ofDefinitionsForFargate: readonly Lack[] = [
  {
    path: ["ipcMode"],
    error: "Fargate compatible task definitions do not support ipcMode.",
    rule: "pf-ecs-fargate-ipc-mode",
  },
  {
    path: ["pidMode"],
    isRefused: (value) => value === "host",
    error: "Tasks using the Fargate launch type do not support pidMode 'host'.",
    rule: "pf-ecs-fargate-pid-mode-host",
  },
  {
    path: ["placementConstraints"],
    error: "Fargate compatible task definitions do not support constraints.",
    rule: "pf-ecs-fargate-placement-constraints",
  },
  {
    path: ["volumes"],
    isRefused: (value) => objectsIn(value).some((volume) => isGiven(volume.dockerVolumeConfiguration)),
    error: "Fargate compatible task definitions do not support dockerVolumeConfiguration.",
    rule: "pf-ecs-fargate-docker-volume",
  },
  {
    path: ["volumes"],
    isRefused: (value) => objectsIn(value).some((volume) => isGiven(volume.hostPath)),
    error: "Fargate compatible task definitions do not support sourcePath.",
    rule: "pf-ecs-fargate-host-source-path",
  },
];

function refuses({ isRefused = () => true }: Lack, value: Property): boolean {
  return isGiven(value) && typeof value !== "symbol" && isRefused(value);
}

/** One check for each row of a table about containers. */
function containerCheck(
  lack: Lack,
  what: string,
  concerns: (registration: Registration) => boolean,
): Check<Registration> {
  const option = lack.path.join(".");
  return {
    kind: {
      id: `${idOf(lack)}/<container>`,
      meaning: `the container has a \`${option}\` that ${what} does not take`,
      evidence: "reported",
      sources: [preflight(lack.rule)],
    },
    fails: `AWS refuses the task definition: ClientException: ${lack.error}`,
    find: (registration) =>
      concerns(registration)
        ? registration.containers
            .filter((container: Container) => refuses(lack, partOf(container, ...lack.path)))
            .map(
              ({ name }): Fault => ({
                parts: [name],
                certainty: "proven",
                text: `has a \`${option}\` in container \`${name}\` that ${what} does not take`,
                change: [`take \`${option}\` out of \`${name}\`, or write one that there is.`],
              }),
            )
        : [],
  };
}

function idOf({ rule }: Lack): string {
  return rule.replace(/^pf-ecs-/, "");
}

function definitionCheck(lack: Lack): Check<Registration> {
  const [option = ""] = lack.path;
  return {
    kind: {
      id: idOf(lack),
      meaning: `the task definition is for Fargate and has \`${option}\` that is not for it`,
      evidence: "reported",
      sources: [preflight(lack.rule)],
    },
    fails: `AWS refuses the task definition: ClientException: ${lack.error}`,
    find: ({ resource, isForFargate }) =>
      isForFargate && refuses(lack, resource.inputs[option])
        ? [
            {
              parts: [],
              certainty: "proven",
              text: `is for Fargate and has \`${propertyName(option)}\` that is not for it`,
              change: [`take that out of \`${propertyName(option)}\`, or run the tasks on instances.`],
            },
          ]
        : [],
  };
}

const networkMode: Check<Registration> = {
  kind: {
    id: "fargate-network-mode",
    meaning: "the task definition is for Fargate, and its network mode is not `awsvpc`",
    evidence: "reported",
    sources: [preflight("pf-ecs-fargate-network-mode"), "https://github.com/aws/amazon-ecs-cli/issues/1145"],
  },
  fails: "AWS refuses the task definition: ClientException: Fargate only supports network mode 'awsvpc'.",
  find: ({ isForFargate, networkMode: mode }) =>
    isForFargate && mode !== undefined && mode !== "awsvpc"
      ? [
          {
            parts: [],
            certainty: "proven",
            text:
              mode === noMode
                ? `is for Fargate and has no \`${propertyName("networkMode")}\``
                : `is for Fargate and has another \`${propertyName("networkMode")}\` than \`awsvpc\``,
            change: ["write the one that Fargate has:", asArguments({ networkMode: "awsvpc" })],
          },
        ]
      : [],
};

export const lackChecks: readonly Check<Registration>[] = [
  networkMode,
  ...ofDefinitionsForFargate.map(definitionCheck),
  ...ofContainersOnFargate.map((lack) => containerCheck(lack, "Fargate", ({ isForFargate }) => isForFargate)),
  ...ofContainersWithNetwork.map((lack) =>
    containerCheck(lack, "the network mode `awsvpc`", ({ networkMode: mode }) => mode === "awsvpc"),
  ),
];
