/** Containers of a task at random. */
import * as pulumi from "@pulumi/pulumi";
import type { MountPointArgs, SidecarArgs } from "ecs-guardrails-components";
import * as fc from "fast-check";
import { registryDrafts, type SecretDraft, secretDrafts } from "./secrets";
import type { Surroundings } from "./surroundings";
import { given, known, oneOf, perhaps, withoutAbsent } from "./values";

/** Volumes that tasks have, if they have any. */
export const volumeNames = ["scratch", "files"] as const;

const image = "public.ecr.aws/docker/library/node:22-alpine";

/** A container, and the secrets that its arguments name. */
export interface ContainerDraft {
  readonly args: Omit<SidecarArgs, "cpu" | "memory" | "memoryReservation" | "port" | "essential">;
  readonly secrets: Readonly<Record<string, SecretDraft>>;
  readonly registry: SecretDraft | undefined;
}

/** What any container can be told, the main one or another. */
export function containerDrafts(
  surroundings: Surroundings,
  volumes: readonly string[],
): fc.Arbitrary<ContainerDraft> {
  const some = <T extends string | number | boolean>(...values: readonly T[]) =>
    perhaps(oneOf(surroundings, ...values));
  const rare = fc.nat(3).map((choice) => choice === 0);
  return fc
    .record({
      image: fc.oneof(
        { weight: 5, arbitrary: known(fc.constant(image)) },
        { weight: 1, arbitrary: fc.constant(surroundings.image) },
      ),
      command: perhaps(words(surroundings, ["node", "server.js"])),
      entryPoint: perhaps(words(surroundings, ["/bin/sh", "-c"])),
      workingDirectory: some("/srv"),
      user: some("node", "1000:1000"),
      environment: perhaps(environments(surroundings)),
      healthCheck: perhaps(healthChecks(surroundings)),
      readonlyRootFilesystem: some(true, false),
      mountPoints: volumes.length > 0 ? perhaps(mountPoints(surroundings, volumes)) : fc.constant(undefined),
      stopTimeout: some(0, 60, 120),
      initProcessEnabled: some(true, false),
      ulimits: perhaps(
        fc
          .constantFrom(1024, 65_536)
          .map((limit) => [{ name: "nofile", softLimit: limit, hardLimit: limit }]),
      ),
      dockerLabels: perhaps(oneOf(surroundings, "shop").map((team) => ({ team }))),
      secrets: fc.oneof(
        { weight: 2, arbitrary: fc.constant({}) },
        {
          weight: 3,
          arbitrary: fc.dictionary(
            fc.constantFrom("DATABASE_URL", "API_KEY", "TOKEN"),
            secretDrafts(surroundings),
          ),
        },
      ),
      registry: fc
        .tuple(rare, registryDrafts(surroundings))
        .map(([isThere, draft]) => (isThere ? draft : undefined)),
    })
    .map(({ secrets, registry, ...args }) => ({
      args: {
        ...withoutAbsent(args),
        ...(Object.keys(secrets).length > 0 && {
          secrets: Object.fromEntries(Object.entries(secrets).map(([name, { text }]) => [name, text])),
        }),
        ...(registry && { repositoryCredentials: registry.text }),
      },
      secrets,
      registry,
    }));
}

function words(surroundings: Surroundings, texts: readonly string[]) {
  const each = fc.tuple(...texts.map((text) => oneOf(surroundings, text)));
  return fc.oneof(each, fc.constant(pulumi.output([...texts])));
}

function environments(surroundings: Surroundings) {
  const variables = fc
    .record({
      LOG_LEVEL: perhaps(oneOf(surroundings, "debug", "info")),
      BUCKET: fc.constantFrom(surroundings.bucketName, surroundings.bucketArn, undefined, undefined),
      CALLS: perhaps(known(fc.constant("https://example.com/"))),
    })
    .map(withoutAbsent);
  return fc.oneof(
    { weight: 3, arbitrary: variables },
    { weight: 1, arbitrary: variables.map((all) => pulumi.output(all)) },
  );
}

function healthChecks(surroundings: Surroundings) {
  return fc
    .record({
      command: fc.oneof(
        words(surroundings, ["test -f /tmp/ready"]).map((rest) =>
          pulumi.output(rest).apply((all) => ["CMD-SHELL", ...all]),
        ),
        fc.constant<pulumi.Input<string[]>>(["CMD", "node", "healthy.js"]),
      ),
      interval: perhaps(oneOf(surroundings, 5, 300)),
      timeout: perhaps(oneOf(surroundings, 2, 60)),
      retries: perhaps(oneOf(surroundings, 1, 10)),
      startPeriod: perhaps(oneOf(surroundings, 0, 300)),
    })
    .map(withoutAbsent);
}

function mountPoints(surroundings: Surroundings, volumes: readonly string[]): fc.Arbitrary<MountPointArgs[]> {
  const point = (volume: string) =>
    fc
      .record({
        volume: known(fc.constant(volume)),
        containerPath: oneOf(surroundings, `/${volume}`),
        readOnly: perhaps(oneOf(surroundings, true, false)),
      })
      .map(withoutAbsent);
  return fc.subarray([...volumes], { minLength: 1 }).chain((chosen) => fc.tuple(...chosen.map(point)));
}

/** A container beside the main one. */
export interface SidecarDraft extends Omit<ContainerDraft, "args"> {
  readonly args: SidecarArgs;
}

export function sidecarDrafts(
  surroundings: Surroundings,
  volumes: readonly string[],
): fc.Arbitrary<SidecarDraft> {
  return fc
    .record({
      container: containerDrafts(surroundings, volumes),
      port: perhaps(oneOf(surroundings, 9090)),
      essential: perhaps(known(fc.boolean())),
      cpu: perhaps(oneOf(surroundings, 64, 128)),
      memory: perhaps(oneOf(surroundings, 256)),
      memoryReservation: perhaps(given(surroundings, fc.constant(128))),
    })
    .map(({ container, ...own }) => ({ ...container, args: { ...container.args, ...withoutAbsent(own) } }));
}
