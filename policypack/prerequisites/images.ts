/**
 * A repository that is new is empty until somebody pushes an image
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html).
 */
import { startRows } from "../needs/permission-rows";
import { firstTaskRows } from "../needs/prerequisite-rows";
import { cachePrefixes, imageTypes } from "../needs/targets";
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
  // One whose prefix is not known may fill any.
  const mayBeCached = cachePrefixes(graph).some(({ kind }) => kind === "unknown");
  const leavesOut = graph.leftOut.some(({ type }) => imageTypes.test(type));

  const imagesOf = (repository: Resource): readonly Resource[] => {
    const known = pushedTo.get(repository) ?? pushed.filter((image) => inTime.comesAfter(image, repository));
    pushedTo.set(repository, known);
    return known;
  };

  return (service) => {
    const needed = needs.ofTasks(service);
    const isCached = (holder: string) =>
      needed.some((need) => need.row === startRows.cachedImage && need.holder === holder);
    return needed.flatMap(({ row: { kind }, target: subject, known, holder }): Unmet[] => {
      if (kind !== startRows.image.kind || !subject || existsAlready(subject) || isCached(holder)) return [];
      const certainty = known === "by name" ? service.taskDefinitionCertainty : "presumed";
      const made = imagesOf(subject);
      // To build an image may take longer than anything else.
      const late = made.filter((image) => !inTime.comesAfter(service.resource, image));
      // Any one of them may be the image that is meant.
      if (made.length > 0)
        return late.length < made.length
          ? []
          : late.map((image) => ({
              service,
              row,
              kind: row.late.kind,
              subject,
              unawaited: [image],
              certainty,
            }));
      // A command may push one, or what this operation leaves out, or a cache fill it.
      if (inTime.othersReach(subject) || leavesOut || mayBeCached) return [];
      return [{ service, row, kind: row.lacking.kind, subject, unawaited: [], certainty: "presumed" }];
    });
  };
}
