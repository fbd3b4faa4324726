/** What AWS refuses of port mappings. */
import { numberIn, objectsIn, textIn } from "../../stack/literals";
import type { Properties } from "../../stack/properties";
import type { Check } from "../../verdicts/faults";
import { preflight, reported } from "../../verdicts/kinds";
import { type Container, fieldOf, partOf } from "../containers";
import { fault, isGiven, type Registration, refused } from "./registration";

/** The port mappings of all containers. */
function mappingsOf({
  containers,
}: Registration): { readonly container: Container; readonly mapping: Properties }[] {
  return containers.flatMap((container) =>
    objectsIn(partOf(container, "portMappings")).map((mapping) => ({ container, mapping })),
  );
}

const hostPorts: Check<Registration> = {
  kind: reported(
    "host-port/<container>",
    "the container's host port is another than its own, with a network mode in which they are one",
    "https://github.com/pulumi/pulumi-awsx/issues/935",
    "https://github.com/aws/amazon-ecs-cli/issues/1014",
    preflight("pf-ecs-host-network-host-port-mismatch"),
  ),
  fails: `${refused} When networkMode=…, the host ports and container ports in port mappings must match.`,
  find: (registration) =>
    registration.networkMode === "awsvpc" || registration.networkMode === "host"
      ? mappingsOf(registration).flatMap(({ container, mapping }) => {
          const [own, host] = [
            numberIn(fieldOf(mapping, "containerPort")),
            numberIn(fieldOf(mapping, "hostPort")),
          ];
          // AWS makes one of the other where it is 0.
          if (own === undefined || host === undefined || host === 0 || host === own) return [];
          return [
            fault(
              [container.name],
              `maps a port of container \`${container.name}\` to another one of its host, which there is not with this network mode`,
              "leave `hostPort` out.",
            ),
          ];
        })
      : [],
};

const portNames: Check<Registration> = {
  kind: reported(
    "port-name-taken",
    "two port mappings have one name",
    preflight("pf-ecs-port-mapping-duplicate-name"),
  ),
  fails: `${refused} port mapping name is already used.`,
  find: (registration) => {
    const all = mappingsOf(registration).flatMap(({ mapping }) => textIn(fieldOf(mapping, "name")) ?? []);
    return new Set(all).size < all.length
      ? [fault([], "has two port mappings of one name", "give each a `name` of its own.")]
      : [];
  },
};

const portRange: Check<Registration> = {
  kind: reported(
    "port-range/<container>",
    "a range of ports is none, or stands beside a single port",
    preflight("pf-ecs-port-range-reversed"),
    preflight("pf-ecs-port-range-with-host-port"),
  ),
  fails: `${refused} Invalid 'containerPortRange' setting, or cannot specify both single port and port range.`,
  find: (registration) =>
    mappingsOf(registration).flatMap(({ container, mapping }) => {
      const range = textIn(fieldOf(mapping, "containerPortRange"));
      const [, from, to] = /^(\d+)-(\d+)$/.exec(range ?? "") ?? [];
      if (range === undefined) return [];
      const isBesideOne = ["containerPort", "hostPort"].some((name) => isGiven(fieldOf(mapping, name)));
      if (!isBesideOne && (from === undefined || Number(from) < Number(to))) return [];
      return [
        fault(
          [container.name],
          `has a \`containerPortRange\` in container \`${container.name}\` that AWS does not take`,
          isBesideOne
            ? "take `containerPort` and `hostPort` out of that entry, or the range."
            : "write the lower port first, and a higher one after the hyphen; one port alone is a `containerPort`.",
        ),
      ];
    }),
};

export const portChecks: readonly Check<Registration>[] = [hostPorts, portNames, portRange];
