/** The message of ecs-scheduled-tasks-may-run on a task without a network. */
import { labelOf } from "../stack/labels";
import type { Resource } from "../stack/resources";
import { scheduleType } from "../stack/types";

export function withoutNetworkMessage(resource: Resource, definition: Resource): string {
  const property = resource.type === scheduleType ? "target.ecsParameters" : "ecsTarget";
  return [
    `What ${labelOf(resource)} should run never starts: it names no subnets, and ${labelOf(definition)} has network mode \`awsvpc\`.`,
    "What fails: ECS refuses to run the task, and EventBridge tells nobody:",
    "    InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    `Change: add this to \`${property}\`:`,
    "    networkConfiguration: { subnets: [/* ids of the subnets */], securityGroups: [/* ids of the groups */] },",
  ].join("\n");
}
