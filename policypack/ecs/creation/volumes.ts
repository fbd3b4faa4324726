/**
 * What AWS refuses of the volumes that it makes for the tasks of a service
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-volumes.html).
 */

import { asArguments, typedList } from "../../code/tree";
import { propertyName } from "../../code/words";
import { numberIn, textIn } from "../../stack/literals";
import { list, object, read, text, truth } from "../../stack/values";
import type { Check, Fault } from "../../verdicts/faults";
import { documented, preflight, reported } from "../../verdicts/kinds";
import { nameOrPlace, nameToPaste } from "../containers";
import { isNamed } from "../registration/registration";
import type { TaskDefinition } from "../task-definitions";
import { type Creation, refused } from "./creation";

/** The names of the volumes that are configured at launch; undefined where one may not be known. */
function namesAtLaunch({ resource }: TaskDefinition): readonly string[] | undefined {
  const volumes = read(resource, "inputs", ["volumes"], list);
  if (volumes.kind === "absent") return [];
  if (volumes.kind !== "known" || !volumes.value.every(isNamed)) return undefined;
  return volumes.value.flatMap((volume) => {
    const name = textIn(volume.name);
    return name !== undefined && truth.read(volume.configureAtLaunch) === true ? [name] : [];
  });
}

function nameOf({ service: { resource } }: Creation): string | undefined {
  const name = read(resource, "inputs", ["volumeConfiguration", "name"], text);
  return name.kind === "known" ? name.value : undefined;
}

const volumeType = { module: "ecs", name: "TaskDefinitionVolume" };

const missing: Check<Creation> = {
  kind: reported(
    "launch-volume-missing/<volume>",
    "the task definition has no volume of that name that is configured at launch",
    preflight("pf-ecs-svc-ebs-name-not-in-taskdef"),
  ),
  fails: `${refused} The volume name '…' in your request does not have a matching volume in your Task Definition that is configurable at launch.`,
  find(creation): Fault[] {
    const { taskDefinition, taskDefinitionCertainty } = creation.service;
    const name = nameOf(creation);
    const names = taskDefinition && namesAtLaunch(taskDefinition);
    if (name === undefined || names === undefined || names.includes(name)) return [];
    const shown = nameOrPlace({ name }, 0);
    return [
      {
        parts: [shown],
        certainty: taskDefinitionCertainty,
        text: `configures volume \`${shown}\`, which is none that its task definition leaves to the launch`,
        change: [
          `declare it in \`${propertyName("volumes")}\` of the task definition:`,
          asArguments({
            volumes: typedList(volumeType, { name: nameToPaste({ name }, 0), configureAtLaunch: true }),
          }),
        ],
      },
    ];
  },
};

const size: Check<Creation> = {
  kind: documented(
    "volume-size-missing/<volume>",
    "neither the size of the volume nor a snapshot is given",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceManagedEBSVolumeConfiguration.html",
  ),
  fails: "no volume can be made, and no task starts: AWS asks for a size or a snapshot.",
  find(creation): Fault[] {
    const name = nameOf(creation);
    const path = ["volumeConfiguration", "managedEbsVolume"] as const;
    const volume = read(creation.service.resource, "inputs", path, object);
    if (name === undefined || volume.kind !== "known") return [];
    const { sizeInGb = 0, snapshotId = "" } = volume.value;
    // The provider sends neither a size of 0 nor an empty text.
    if (numberIn(sizeInGb ?? 0) !== 0 || (snapshotId ?? "") !== "") return [];
    const shown = nameOrPlace({ name }, 0);
    return [
      {
        parts: [shown],
        certainty: "proven",
        text: `gives volume \`${shown}\` neither a size nor a snapshot`,
        change: [
          `say how large it is, in \`${propertyName("managedEbsVolume")}\`:`,
          asArguments({ sizeInGb: 20 }),
        ],
      },
    ];
  },
};

export const volumeChecks: readonly Check<Creation>[] = [missing, size];
