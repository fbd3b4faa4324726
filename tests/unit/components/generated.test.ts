/** What the scenario `components-generated` makes on the CLI: wide enough that its result says something. */
import assert from "node:assert/strict";
import type {
  ApplicationServiceArgs,
  AutoscalingArgs,
  EfsVolumeArgs,
  FargateServiceArgs,
  HealthCheckArgs,
  ServiceConnectApplicationArgs,
  SidecarArgs,
} from "../../../components";
import { grantRemovals, type Moment, removalsIn } from "../../support/generated/removals";
import { type Region, regions, samplesOf, usualSeed } from "../../support/generated/samples";
import { secretKinds } from "../../support/generated/secrets";
import { parts, places, roleElsewhere } from "../../support/generated/services";
import { Later, madeSecrets, stoodFor } from "../../support/generated/surroundings";

/** The names of arguments, of which the compiler finds all. */
type Names<T> = Record<keyof T, true>;

const ofService: Names<Omit<FargateServiceArgs, "serviceConnect">> = {
  appProtocol: true,
  assignPublicIp: true,
  autoscaling: true,
  capacityProviderStrategy: true,
  cluster: true,
  command: true,
  cpu: true,
  cpuArchitecture: true,
  dependsOnContainers: true,
  deployment: true,
  desiredCount: true,
  dockerLabels: true,
  enableExecuteCommand: true,
  entryPoint: true,
  environment: true,
  ephemeralStorageInGiB: true,
  executionRoleArn: true,
  executionRoleMayReadSecrets: true,
  executionRoleName: true,
  healthCheck: true,
  healthCheckGracePeriodSeconds: true,
  image: true,
  imagePlatforms: true,
  initProcessEnabled: true,
  loadBalancer: true,
  logRetentionInDays: true,
  memory: true,
  migration: true,
  mountPoints: true,
  permissionsBoundaryArn: true,
  port: true,
  readonlyRootFilesystem: true,
  redeployOn: true,
  repositoryCredentials: true,
  secrets: true,
  secretsKeyArns: true,
  securityGroups: true,
  sidecars: true,
  stopTimeout: true,
  subnets: true,
  tags: true,
  taskRoleMayReadParameters: true,
  taskRoleMayReadSecrets: true,
  taskRoleStatements: true,
  ulimits: true,
  user: true,
  volumes: true,
  vpcId: true,
  waitForSteadyState: true,
  workingDirectory: true,
};
const ofSidecar: Names<SidecarArgs> = {
  command: true,
  cpu: true,
  dependsOnContainers: true,
  dockerLabels: true,
  entryPoint: true,
  environment: true,
  essential: true,
  healthCheck: true,
  image: true,
  initProcessEnabled: true,
  memory: true,
  memoryReservation: true,
  mountPoints: true,
  port: true,
  readonlyRootFilesystem: true,
  repositoryCredentials: true,
  secrets: true,
  stopTimeout: true,
  ulimits: true,
  user: true,
  workingDirectory: true,
};
const ofHealthCheck: Names<HealthCheckArgs> = {
  command: true,
  interval: true,
  retries: true,
  startPeriod: true,
  timeout: true,
};
const ofAutoscaling: Names<AutoscalingArgs> = {
  maxCapacity: true,
  minCapacity: true,
  queue: true,
  schedules: true,
  scaleInCooldown: true,
  scaleOutCooldown: true,
  targetCpuUtilization: true,
  targetMemoryUtilization: true,
  targetRequestsPerMinute: true,
};
const ofFiles: Names<EfsVolumeArgs> = {
  accessPointId: true,
  fileSystemId: true,
  iamAuthorization: true,
  readOnly: true,
  rootDirectory: true,
};
const ofMember: Names<
  Pick<ApplicationServiceArgs, "allowedSecurityGroups" | "calls" | "dnsName" | "loadBalancer" | "proxy">
> = { allowedSecurityGroups: true, calls: true, dnsName: true, loadBalancer: true, proxy: true };
const ofApplication: Names<Omit<ServiceConnectApplicationArgs, "namespaceArn" | "namespaceName">> = {
  assignPublicIp: true,
  clusterArn: true,
  containerInsights: true,
  externalServices: true,
  loadBalancer: true,
  network: true,
  services: true,
  subnets: true,
  tags: true,
  vpcId: true,
};

describe("the components that are generated", () => {
  const names = Object.keys(regions) as Region[];
  // One draw is as large as a run of the CLI can be; what it lacks, others must have.
  const seeds = [usualSeed, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const drawn = seeds.flatMap((seed) => names.map((region) => samplesOf(stoodFor(region), region, seed)));
  const services = drawn.flatMap((samples) => Object.values(samples.services));
  const applications = drawn.flatMap((samples) => Object.values(samples.applications));
  const members = applications.flatMap((application) => Object.values(application.members));
  const all = [...services, ...members];
  const args = all.map((draft) => draft.args);
  const sidecars = args.flatMap((each) => Object.values(each.sidecars ?? {}));

  const given: Record<string, [Names<object>, readonly (object | undefined)[]]> = {
    services: [ofService, services.map((draft) => draft.args)],
    sidecars: [ofSidecar, sidecars],
    "health checks": [ofHealthCheck, args.map(({ healthCheck }) => healthCheck)],
    autoscaling: [ofAutoscaling, args.map(({ autoscaling }) => autoscaling)],
    "volumes in EFS": [
      ofFiles,
      args.flatMap((each) => Object.values(each.volumes ?? {})).map(({ efs }) => efs),
    ],
    "services of applications": [ofMember, members.map((draft) => draft.args)],
    applications: [ofApplication, applications.map((draft) => draft.args)],
  };
  for (const [what, [expected, found]] of Object.entries(given)) {
    it(`have every argument of ${what}`, () => {
      const known = new Set(found.flatMap((each) => Object.keys(each ?? {})));
      assert.deepEqual(
        Object.keys(expected).filter((name) => !known.has(name)),
        [],
      );
    });
  }

  it("leave out every argument that can be left out", () => {
    const required = ["cluster", "image", "subnets"];
    const always = Object.keys(ofService).filter((name) => services.every((draft) => name in draft.args));
    assert.deepEqual(always.sort(), required);
  });

  it("have secrets of every kind, of every resource that makes some", () => {
    const secrets = all.flatMap((draft) => draft.secrets.map((secret) => secret.draft));
    assert.deepEqual(distinct(secrets.map(({ kind }) => kind)), [...secretKinds].sort());
    assert.deepEqual(distinct(secrets.flatMap(({ made }) => made ?? [])), Object.keys(madeSecrets).sort());
  });

  it("have values that are known, and values that are known after the first update", () => {
    for (const name of ["image", "port", "cpu", "stopTimeout"] as const) {
      const values = args.flatMap((each) => each[name] ?? []);
      assert.deepEqual(
        distinct(values.map((value) => String(value instanceof Later))),
        ["false", "true"],
        name,
      );
    }
  });

  it("are at every place, of every part, with execution roles of every origin", () => {
    const origin = ({ executionRoleName, executionRoleArn }: (typeof args)[number]) =>
      executionRoleArn !== undefined ? "ARN" : (executionRoleName ?? "own");
    assert.deepEqual(distinct(services.map(({ place }) => place)), [...places].sort());
    assert.deepEqual(distinct(services.map(({ part }) => part)), [...parts].sort());
    assert.deepEqual(
      distinct(args.map(origin) as string[]),
      ["ARN", roleElsewhere, "execution", "own"].sort(),
    );
  });

  it("have namespaces of every origin, chains of calls, and calls to other stacks", () => {
    assert.deepEqual(distinct(applications.map(({ namespace }) => namespace)), ["elsewhere", "made", "own"]);
    const isInTheMiddle = applications.some((application) =>
      Object.entries(application.members).some(
        ([name, { calls }]) =>
          calls.length > 0 && Object.values(application.members).some((other) => other.calls.includes(name)),
      ),
    );
    assert.ok(isInTheMiddle);
    assert.ok(members.some((draft) => (draft.args.calls?.length ?? 0) > draft.calls.length));
    assert.ok(members.some(({ isCaller, isServer }) => isCaller && !isServer));
  });

  it("lose something of every kind, and some of it in a first preview", () => {
    const removals = (moment: Moment) =>
      seeds.flatMap((seed) => names.map((region) => removalsIn(region, seed, moment)));
    const kinds = (moment: Moment) => removals(moment).flatMap(({ grants }) => [...grants.values()]);
    assert.deepEqual(distinct(kinds("later")), [...grantRemovals].sort());
    assert.ok(kinds("later").length >= all.length / 4, `${kinds("later").length} of ${all.length}`);
    assert.ok(distinct(kinds("first")).length >= 2, kinds("first").join());
    for (const moment of ["first", "later"] as const)
      assert.ok(removals(moment).flatMap(({ edges }) => [...edges]).length >= 2, moment);
  });
});

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
