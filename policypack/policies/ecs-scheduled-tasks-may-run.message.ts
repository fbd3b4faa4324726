/** The message of ecs-scheduled-tasks-may-run on a task without a network. */
import { asArguments, codeList, comment, type Printer, pasted, typed } from "../code/tree";
import { labelOf } from "../stack/labels";
import type { Resource } from "../stack/resources";
import { scheduleType } from "../stack/types";

const ofSchedule = {
  path: ["target", "ecsParameters"],
  type: { module: "scheduler", name: "ScheduleTargetEcsParametersNetworkConfiguration" },
};

const ofEventTarget = {
  path: ["ecsTarget"],
  type: { module: "cloudwatch", name: "EventTargetEcsTargetNetworkConfiguration" },
};

export function withoutNetworkMessage(resource: Resource, definition: Resource, code: Printer): string {
  const { path, type } = resource.type === scheduleType ? ofSchedule : ofEventTarget;
  const networkConfiguration = typed(type, {
    subnets: codeList([comment("ids of the subnets")]),
    securityGroups: codeList([comment("ids of the groups")]),
  });
  return [
    `What ${labelOf(resource)} should run never starts: it names no subnets, and ${labelOf(definition)} has network mode \`awsvpc\`.`,
    "What fails: ECS refuses to run the task, and EventBridge tells nobody:",
    "    InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    `Change: add this to \`${path.map(code.property).join(".")}\`:`,
    ...pasted(code, asArguments({ networkConfiguration })),
  ].join("\n");
}
