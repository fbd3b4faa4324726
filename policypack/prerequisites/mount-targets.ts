/** File systems that new tasks mount: without a mount target no task starts, and before it is there the first ones stop. */
import { idiom } from "../code/words";
import type { Service } from "../ecs/services";
import { firstTaskRows, serviceRows } from "../needs/prerequisite-rows";
import type { MountTargets } from "../network/mount-targets";
import { existsAlready, list, read } from "../stack/values";
import type { InTime } from "./in-time";
import type { Reader, Unmet } from "./unmet";

/** Finds new file systems without a mount target: whether the service is new does not matter. */
export function missingMountTargets(mountTargets: MountTargets, inTime: InTime): Reader {
  const row = serviceRows.mountTarget;
  return (service) =>
    mountTargets.mountedBy(service).flatMap((subject): Unmet[] => {
      if (existsAlready(subject) || mountTargets.of(subject)?.length !== 0 || inTime.othersReach(subject))
        return [];
      const text = `in which subnets they run is not known before the update, and a mount target that is made for each of them inside of \`${idiom("apply")}\` is not in this preview`;
      return [
        {
          service,
          row,
          kind: row.lacking.kind,
          subject,
          unawaited: [],
          certainty: "presumed",
          ...(hasSubnets(service) ? {} : { doubt: { cause: "new", text } }),
        },
      ];
    });
}

/** Finds mount targets that are made while the first tasks start. */
export function lateMountTargets(mountTargets: MountTargets, inTime: InTime): Reader {
  const row = firstTaskRows.mountTarget;
  return (service) =>
    mountTargets
      .mountedBy(service)
      .flatMap((subject) =>
        inTime.late(row, service, subject, mountTargets.of(subject) ?? [], service.taskDefinitionCertainty),
      );
}

/** Whether the program knows how many subnets there are: only then can it make something for each outside of `apply`. */
function hasSubnets({ resource }: Service): boolean {
  return read(resource, "inputs", ["networkConfiguration", "subnets"], list).kind === "known";
}
