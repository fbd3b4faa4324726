/** What AWS refuses of containers, and of what they name. */

import { asMembers, codeList, document, reference } from "../../code/tree";
import { propertyName } from "../../code/words";
import { numberIn, objectsIn, textIn } from "../../stack/literals";
import { isObject } from "../../stack/properties";
import type { Check, Fault } from "../../verdicts/faults";
import { preflight, reported } from "../../verdicts/kinds";
import { type Container, fieldOf, nameOrPlace, nameToPaste, partOf } from "../containers";
import { fault, isGiven, type Registration, refused } from "./registration";

/** A check of one container after the other. */
function each(
  kind: Check<Registration>["kind"],
  error: string,
  find: (container: Container, registration: Registration) => readonly Fault[],
): Check<Registration> {
  return {
    kind,
    fails: `${refused} ${error}`,
    find: (registration) => registration.containers.flatMap((container) => find(container, registration)),
  };
}

const names: Check<Registration> = {
  kind: reported(
    "container-name-taken/<container>",
    "two containers have this name",
    preflight("pf-ecs-duplicate-container-names"),
  ),
  fails: `${refused} Container names must be unique within a task definition.`,
  find: ({ containers }) => {
    const all = containers.map((container) => textIn(partOf(container, "name")));
    return containers
      .filter((_, index) => all[index] !== undefined && all.indexOf(all[index]) < index)
      .map(({ name }) =>
        fault([name], `gives container \`${name}\` the name of another one`, "give each a name of its own."),
      );
  },
};

const essential: Check<Registration> = {
  kind: reported(
    "no-essential-container",
    "no container is essential",
    preflight("pf-ecs-essential-container"),
  ),
  fails: `${refused} Task definition doesn't have any essential container.`,
  find: ({ containers }) =>
    // One that does not say is essential.
    containers.length > 0 && containers.every((container) => partOf(container, "essential") === false)
      ? [
          fault(
            [],
            "has no essential container",
            "let the container whose end is that of the task be essential:",
            asMembers({ essential: true }),
          ),
        ]
      : [],
};

const noContainers: Check<Registration> = {
  kind: reported("no-containers", "there is no container", preflight("pf-ecs-container-definitions-empty")),
  fails: `${refused} Container list cannot be empty.`,
  find: ({ areContainersKnown, containers }) =>
    areContainersKnown && containers.length === 0
      ? [fault([], "has no containers", `give it one in \`${propertyName("containerDefinitions")}\`.`)]
      : [],
};

/** The names of all containers; undefined where one of them is not known. */
function namesOf({ containers }: Registration): readonly string[] | undefined {
  const found = containers.map((container) => textIn(partOf(container, "name")));
  const known = found.filter((name) => name !== undefined);
  return known.length === found.length ? known : undefined;
}

const dependsOnMissing = each(
  reported(
    "depends-on-missing/<container>",
    "the container's `dependsOn` names one that there is not",
    preflight("pf-ecs-dependson-container-missing"),
  ),
  "Cannot depend on container … because it does not exist.",
  (container, registration) => {
    const all = namesOf(registration);
    const missing = objectsIn(partOf(container, "dependsOn")).some((entry) => {
      const name = textIn(fieldOf(entry, "containerName"));
      return name !== undefined && all !== undefined && !all.includes(name);
    });
    return missing
      ? [
          fault(
            [container.name],
            `lets container \`${container.name}\` wait for one that there is not`,
            "write the `name` of a container in `containerName`.",
          ),
        ]
      : [];
  },
);

const completes = each(
  reported(
    "depends-on-essential/<container>",
    "the container's `dependsOn` waits for the end of an essential container, which is that of the task",
    preflight("pf-ecs-dependson-complete-on-essential"),
  ),
  "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container.",
  (container, { containers }) => {
    const ends = objectsIn(partOf(container, "dependsOn")).some((entry) => {
      const condition = textIn(fieldOf(entry, "condition"));
      const name = textIn(fieldOf(entry, "containerName"));
      const other = containers.find((one) => name !== undefined && textIn(partOf(one, "name")) === name);
      const isEssential =
        other !== undefined && [undefined, null, true].includes(partOf(other, "essential") as never);
      return (condition === "COMPLETE" || condition === "SUCCESS") && isEssential;
    });
    return ends
      ? [
          fault(
            [container.name],
            `lets container \`${container.name}\` wait for the end of an essential one, with which the task ends`,
            "let the one that it waits for not be essential:",
            asMembers({ essential: false }),
          ),
        ]
      : [];
  },
);

const volumeMissing = each(
  reported(
    "volume-missing/<container>",
    "the container mounts a volume that the task definition does not have",
    preflight("pf-ecs-mountpoint-source-volume-missing"),
    "https://github.com/ansible/ansible/issues/35751",
    "https://github.com/blinkist/terraform-aws-airship-ecs-service/issues/46",
  ),
  "Unknown volume '…'.",
  (container, { volumes, areVolumesKnown }) => {
    const all = volumes.map(({ name }) => textIn(name));
    const missing = objectsIn(partOf(container, "mountPoints")).some((mount) => {
      const name = textIn(fieldOf(mount, "sourceVolume"));
      return name !== undefined && !all.includes(name);
    });
    return areVolumesKnown && missing
      ? [
          fault(
            [container.name],
            `mounts a volume in container \`${container.name}\` that it does not have`,
            `declare it in \`${propertyName("volumes")}\` of the task definition, by the name that stands in \`sourceVolume\`.`,
          ),
        ]
      : [];
  },
);

const volumesFrom = each(
  reported(
    "volumes-from-missing/<container>",
    "the container takes the volumes of one that there is not",
    preflight("pf-ecs-volumesfrom-source-container-missing"),
  ),
  "Invalid 'volumesFrom' setting. Unknown container: '…'.",
  (container, registration) => {
    const all = namesOf(registration);
    const missing = objectsIn(partOf(container, "volumesFrom")).some((entry) => {
      const name = textIn(fieldOf(entry, "sourceContainer"));
      return name !== undefined && all !== undefined && !all.includes(name);
    });
    return missing
      ? [
          fault(
            [container.name],
            `lets container \`${container.name}\` take volumes of one that there is not`,
            "write the `name` of a container in `sourceContainer`.",
          ),
        ]
      : [];
  },
);

const namesOfVariables = (container: Container, property: string) =>
  objectsIn(partOf(container, property)).flatMap((entry) => textIn(fieldOf(entry, "name")) ?? []);

const variableTaken = each(
  reported(
    "variable-taken/<container>/<variable>",
    "this variable stands in `environment` and in `secrets`, or in `secrets` twice",
    "https://github.com/dagster-io/dagster/issues/11622",
    "https://github.com/compose-x/ecs_composex/issues/707",
    "https://github.com/CircleCI-Public/aws-ecs-orb/issues/190",
  ),
  "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '…'.",
  (container) => {
    const secrets = namesOfVariables(container, "secrets");
    const plain = new Set(namesOfVariables(container, "environment"));
    const taken = secrets.filter((name, index) => plain.has(name) || secrets.indexOf(name) < index);
    return [...new Set(taken)].map((name) => {
      const shown = nameOrPlace({ name }, secrets.indexOf(name));
      return fault(
        [container.name, shown],
        `gives container \`${container.name}\` variable \`${shown}\` twice`,
        "keep it in `secrets`, once, and take it out of `environment`.",
      );
    });
  },
);

const secretMisplaced: Check<Registration> = {
  kind: reported(
    "secret-misplaced/<container>/<variable>",
    "`valueFrom` stands under `environment`, where it is dropped: the variable is empty",
    "https://github.com/aws-actions/amazon-ecs-deploy-task-definition/issues/44",
    "https://github.com/pulumi/pulumi-awsx/issues/422",
  ),
  fails:
    "AWS takes the task definition without it; the variable is empty, and the application ends, or goes on without it.",
  find: ({ containers }) =>
    containers.flatMap((container) =>
      objectsIn(partOf(container, "environment")).flatMap((entry, index) =>
        isGiven(fieldOf(entry, "valueFrom")) && !isGiven(fieldOf(entry, "value"))
          ? [
              fault(
                [container.name, nameOrPlace(entry, index)],
                `has a \`valueFrom\` under \`environment\` of container \`${container.name}\`, which is dropped`,
                "move the entry to `secrets`:",
                asMembers({
                  secrets: codeList([document({ name: nameToPaste(entry, index), valueFrom: "…" })]),
                }),
              ),
            ]
          : [],
      ),
    ),
};

const tooManyFiles = each(
  reported(
    "environment-files/<container>",
    "the container has more than ten `environmentFiles`, or one that is no ARN",
    preflight("pf-ecs-environment-files-max"),
    preflight("pf-ecs-environment-files-type"),
  ),
  "The maximum number of environment files was exceeded. Specify ten or less and try again. Or: Invalid arn syntax.",
  (container) => {
    const files = objectsIn(partOf(container, "environmentFiles"));
    const isNoArn = files.some((file) => {
      const value = textIn(fieldOf(file, "value"));
      return value !== undefined && !value.startsWith("arn:");
    });
    if (files.length > 10)
      return [
        fault(
          [container.name],
          `has more than ten \`environmentFiles\` in container \`${container.name}\``,
          "keep ten.",
        ),
      ];
    return isNoArn
      ? [
          fault(
            [container.name],
            `has an entry in \`environmentFiles\` of container \`${container.name}\` that is no ARN`,
            "write the ARN of the file in S3:",
            asMembers({ value: "arn:aws:s3:::<bucket>/<key>" }),
          ),
        ]
      : [];
  },
);

const softLimit = each(
  reported(
    "ulimit/<container>",
    "a soft limit of the container is above the hard one",
    preflight("pf-ecs-ulimit-soft-over-hard"),
  ),
  "Soft limit exceeds hard limit for ulimit ….",
  (container) => {
    const isOver = objectsIn(partOf(container, "ulimits")).some((limit) => {
      const [soft, hard] = [numberIn(fieldOf(limit, "softLimit")), numberIn(fieldOf(limit, "hardLimit"))];
      // A hard limit of -1 is none.
      return soft !== undefined && hard !== undefined && hard >= 0 && soft > hard;
    });
    return isOver
      ? [
          fault(
            [container.name],
            `has a soft limit above the hard one in \`ulimits\` of container \`${container.name}\``,
            "write a `softLimit` that is no more than the `hardLimit`.",
          ),
        ]
      : [];
  },
);

/** What AWS takes for a number of a container, both ends included. */
const ranges: readonly {
  readonly path: readonly [string, string];
  readonly from: number;
  readonly to: number;
  readonly rule: string;
}[] = [
  { path: ["healthCheck", "interval"], from: 5, to: 300, rule: "pf-ecs-healthcheck-interval-range" },
  { path: ["healthCheck", "timeout"], from: 2, to: 60, rule: "pf-ecs-healthcheck-timeout-range" },
  { path: ["healthCheck", "retries"], from: 1, to: 10, rule: "pf-ecs-healthcheck-retries-range" },
  { path: ["healthCheck", "startPeriod"], from: 0, to: 300, rule: "pf-ecs-healthcheck-start-period-range" },
  {
    path: ["restartPolicy", "restartAttemptPeriod"],
    from: 60,
    to: 1800,
    rule: "pf-ecs-restart-policy-attempt-period-range",
  },
];

const inRange = ranges.map(({ path, from, to, rule }) =>
  each(
    reported(
      `${rule.replace(/^pf-ecs-/, "")}/<container>`,
      `\`${path.join(".")}\` is not from ${from} to ${to}`,
      preflight(rule),
    ),
    `the '${path[1]}' setting must be between ${from} and ${to}.`,
    (container) => {
      const number = numberIn(partOf(container, ...path));
      if (partOf(container, path[0], "enabled") === false) return [];
      // The provider does not send what is 0.
      if (number === undefined || number === 0 || (number >= from && number <= to)) return [];
      return [
        fault(
          [container.name],
          `has a \`${path.join(".")}\` in container \`${container.name}\` that AWS does not take`,
          `write a number from ${from} to ${to}.`,
        ),
      ];
    },
  ),
);

const logGroup = each(
  reported(
    "log-group-missing/<container>",
    "the driver `awslogs` is not told a log group",
    preflight("pf-ecs-awslogs-missing-group"),
  ),
  "Log driver awslogs requires options: awslogs-group.",
  (container) =>
    lacksOption(container, "awslogs-group")
      ? [
          fault(
            [container.name],
            `does not tell the log driver of container \`${container.name}\` its group`,
            "name it in the options of the driver:",
            asMembers({ "awslogs-group": reference("logs", "name") }),
          ),
        ]
      : [],
);

const streamPrefix = each(
  reported(
    "stream-prefix-missing/<container>",
    "on Fargate the driver `awslogs` is not told a prefix of its streams",
    preflight("pf-ecs-awslogs-fargate-missing-stream-prefix"),
  ),
  "Fargate requires log configuration options to include awslogs-stream-prefix.",
  (container, { isForFargate }) =>
    isForFargate && lacksOption(container, "awslogs-stream-prefix")
      ? [
          fault(
            [container.name],
            `is for Fargate and does not tell the log driver of container \`${container.name}\` a prefix of its streams`,
            "give one in the options of the driver:",
            asMembers({ "awslogs-stream-prefix": "app" }),
          ),
        ]
      : [],
);

function lacksOption(container: Container, option: string): boolean {
  if (textIn(partOf(container, "logConfiguration", "logDriver")) !== "awslogs") return false;
  const options = partOf(container, "logConfiguration", "options");
  const secret = objectsIn(partOf(container, "logConfiguration", "secretOptions"));
  if (secret.some((entry) => textIn(fieldOf(entry, "name")) === option)) return false;
  if (options === undefined || options === null) return true;
  return isObject(options) && !isGiven(fieldOf(options, option));
}

const isRouter = (container: Container) => isGiven(partOf(container, "firelensConfiguration"));
const logsByRouter = (container: Container) =>
  textIn(partOf(container, "logConfiguration", "logDriver")) === "awsfirelens";

const router: Check<Registration> = {
  kind: reported(
    "router-missing/<container>",
    "the container logs with `awsfirelens`, and no container is a router",
    preflight("pf-ecs-awsfirelens-without-router"),
  ),
  fails: `${refused} When awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified.`,
  find: ({ containers }) =>
    containers.some(isRouter)
      ? []
      : containers
          .filter(logsByRouter)
          .map(({ name }) =>
            fault(
              [name],
              `has no router for the log of container \`${name}\``,
              "give it a container that is one:",
              asMembers({ firelensConfiguration: document({ type: "fluentbit" }) }),
            ),
          ),
};

const routerAlone: Check<Registration> = {
  kind: reported(
    "router-alone/<container>",
    "the container is a router for logs, and no container logs with `awsfirelens`",
    "https://github.com/aws/amazon-cloudwatch-logs-for-fluent-bit/issues/20",
    "https://github.com/cloudposse/terraform-aws-ecs-container-definition/issues/47",
    "https://github.com/pulumi/pulumi-awsx/issues/552",
  ),
  fails: `${refused} When a firelensConfiguration object is specified, at least one container has to be configured with the awsfirelens log driver.`,
  find: ({ containers }) =>
    containers.some(logsByRouter)
      ? []
      : containers
          .filter(isRouter)
          .map(({ name }) =>
            fault(
              [name],
              `has a router for logs, container \`${name}\`, and no container that sends it any`,
              "let a container log with it, or take `firelensConfiguration` out:",
              asMembers({ logConfiguration: document({ logDriver: "awsfirelens" }) }),
            ),
          ),
};

export const containerChecks: readonly Check<Registration>[] = [
  noContainers,
  names,
  essential,
  dependsOnMissing,
  completes,
  volumeMissing,
  volumesFrom,
  variableTaken,
  secretMisplaced,
  tooManyFiles,
  softLimit,
  ...inRange,
  logGroup,
  streamPrefix,
  router,
  routerAlone,
];
