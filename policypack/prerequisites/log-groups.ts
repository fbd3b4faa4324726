/**
 * ECS makes a log stream before it starts a container: its log group must be there
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html).
 */
import { startRows } from "../needs/permission-rows";
import { firstTaskRows } from "../needs/prerequisite-rows";
import type { TaskNeeds } from "../needs/task-needs";
import type { InTime } from "./in-time";
import type { Reader } from "./unmet";

export function logGroups(needs: TaskNeeds, inTime: InTime): Reader {
  return (service) =>
    needs
      .ofTasks(service)
      .flatMap(({ row, target }) =>
        row === startRows.logStream && target
          ? inTime.late(firstTaskRows.logGroup, service, target, [target], service.taskDefinitionCertainty)
          : [],
      );
}
