/**
 * ECS makes a log stream before it starts a container: its log group must be there
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html).
 */
import type { Service } from "../ecs/services";
import { startRows } from "../needs/permission-rows";
import { firstTaskRows } from "../needs/prerequisite-rows";
import type { TaskNeeds } from "../needs/task-needs";
import type { InTime } from "./in-time";
import type { Reader } from "./unmet";

export function logGroups(needs: TaskNeeds, inTime: InTime): Reader {
  /** With `awslogs-create-group` ECS makes it itself where it is not there. */
  const isMadeByEcs = (service: Service, of: string) =>
    needs.ofTasks(service).some(({ row, holder }) => row === startRows.logGroup && holder === of);
  return (service) =>
    needs
      .ofTasks(service)
      .flatMap(({ row, target, holder }) =>
        row === startRows.logStream && target && !isMadeByEcs(service, holder)
          ? inTime.late(firstTaskRows.logGroup, service, target, [target], service.taskDefinitionCertainty)
          : [],
      );
}
