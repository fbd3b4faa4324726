/**
 * A repository that is new is empty until somebody pushes an image
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html).
 */
import { startRows } from "../needs/permission-rows";
import { firstTaskRows } from "../needs/prerequisite-rows";
import { imageTypes } from "../needs/targets";
import type { TaskNeeds } from "../needs/task-needs";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { existsAlready } from "../stack/values";
import type { InTime } from "./in-time";
import type { Reader, Unmet } from "./unmet";

export function images(graph: Graph, needs: TaskNeeds, inTime: InTime): Reader {
  const pushed = graph.resources.filter(
    ({ type, provider }) => provider !== undefined && imageTypes.test(type),
  );
  const pushedTo = new Map<Resource, readonly Resource[]>();
  const row = firstTaskRows.image;

  const imagesOf = (repository: Resource): readonly Resource[] => {
    const known = pushedTo.get(repository) ?? pushed.filter((image) => inTime.comesAfter(image, repository));
    pushedTo.set(repository, known);
    return known;
  };

  return (service) =>
    needs.ofTasks(service).flatMap(({ row: { kind }, target: subject, known }): Unmet[] => {
      if (kind !== startRows.image.kind || !subject || existsAlready(subject)) return [];
      const certainty = known === "by name" ? service.taskDefinitionCertainty : "presumed";
      const made = imagesOf(subject);
      const late = inTime.late(row, service, subject, made, certainty);
      // Any one of them may be the image that is meant.
      if (made.length > 0) return late.length === made.length ? late : [];
      // A command may push one.
      if (inTime.othersReach(subject)) return [];
      return [{ service, row, kind: row.lacking.kind, subject, unawaited: [], certainty: "presumed" }];
    });
}
