/**
 * ECS makes a log stream before it starts a container: its log group must be there, in the Region that the log driver
 * is told (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html).
 */
import type { Service } from "../ecs/services";
import { startRows } from "../needs/permission-rows";
import { firstTaskRows, serviceRows } from "../needs/prerequisite-rows";
import type { TaskNeeds } from "../needs/task-needs";
import type { Graph } from "../stack/graph";
import { regionOf } from "../stack/places";
import { logGroupType } from "../stack/types";
import { existsAlready } from "../stack/values";
import type { InTime } from "./in-time";
import type { Reader, Unmet } from "./unmet";

/** Finds new log groups whose name the containers look for in another Region: whether the service is new does not matter. */
export function misplacedLogGroups(graph: Graph, needs: TaskNeeds): Reader {
  const row = serviceRows.logGroup;
  const groups = graph.ofType(logGroupType);
  return (service) =>
    needs.ofTasks(service).flatMap(({ row: of, elsewhere: subject }): Unmet[] => {
      if (of !== startRows.logStream || !subject || existsAlready(subject)) return [];
      // The stack, or what this operation leaves out, may make another there.
      const mayBeThere =
        graph.leavesOut(logGroupType) || groups.some((other) => regionOf(other) !== regionOf(subject));
      return mayBeThere
        ? []
        : [{ service, row, kind: row.lacking.kind, subject, unawaited: [], certainty: "presumed" }];
    });
}

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
