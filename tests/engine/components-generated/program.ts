/**
 * What `tests/support/generated` draws, in two Regions; in the variants `without, first` and `without, later` less
 * than the components make.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  FargateService,
  type FargateServiceArgs,
  OneOffTask,
  QueueWorker,
  ScheduledTask,
  ServiceConnectApplication,
} from "ecs-guardrails-components";
import { type ApplicationDraft, neighbour } from "../../support/generated/applications";
import type { JobDraft } from "../../support/generated/jobs";
import {
  type Moment,
  type Removals,
  removalsIn,
  withoutAdmission,
  withoutEdge,
  withoutGrant,
  withoutStart,
} from "../../support/generated/removals";
import { type Region, regions, type Samples, samplesOf } from "../../support/generated/samples";
import type { Part, Place, ServiceDraft } from "../../support/generated/services";
import type { MadeSecret, Surroundings } from "../../support/generated/surroundings";
import { Group, role, variant } from "../programs";

const seed = Number(new pulumi.Config().require("seed"));
// The components leave what it may do besides to whoever makes it.
const executionRole = role("execution", {
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],
});

function surroundingsIn(region: Region, options: pulumi.CustomResourceOptions): Surroundings {
  const named = (name: string) => `${name}-${region}`;
  const keys = {
    own: new aws.kms.Key(named("own"), {}, options),
    other: new aws.kms.Key(named("other"), {}, options),
  };
  const alias = new aws.kms.Alias(named("own"), { name: "alias/own", targetKeyId: keys.own.id }, options);
  const parameter = (name: string, args: Partial<aws.ssm.ParameterArgs>) =>
    new aws.ssm.Parameter(named(name), { type: "SecureString", value: "…", ...args }, options);
  const secret = (name: string, kmsKeyId?: pulumi.Input<string>) =>
    new aws.secretsmanager.Secret(named(name), { kmsKeyId }, options);
  const parameters = {
    token: parameter("token", { name: "/made/TOKEN", keyId: keys.own.arn }),
    "aliased-token": parameter("aliased-token", { name: "/made/ALIASED", keyId: alias.name }),
    license: parameter("license", {}),
    flag: parameter("flag", { name: "FLAG", type: "String" }),
  };
  const signing = secret("signing", keys.other.keyId);
  const arns: Record<MadeSecret, pulumi.Output<string>> = {
    token: parameters.token.arn,
    "aliased-token": parameters["aliased-token"].arn,
    license: parameters.license.arn,
    flag: parameters.flag.arn,
    database: secret("database", keys.own.arn).arn,
    "api-key": secret("api-key").arn,
    signing: new aws.secretsmanager.SecretVersion(
      named("signing"),
      { secretId: signing.id, secretString: JSON.stringify({ password: "…", user: "…" }) },
      options,
    ).arn,
    registry: secret("registry").arn,
  };
  const bucket = new aws.s3.Bucket(named("shop"), {}, options);
  // A value that only an update knows.
  const later = <T>(value: T) => bucket.arn.apply(() => value);
  const files = fileSystemId(named("shop"), options);
  return {
    region,
    later,
    nameOf: (name) => parameters[name].name,
    arnOf: (name, selectors = "") => pulumi.interpolate`${arns[name]}${selectors}`,
    keyArn: (key) => keys[key].arn,
    executionRoleName: executionRole.name,
    image: later(`123456789012.dkr.ecr.${region}.amazonaws.com/shop:latest`),
    namespace: new aws.servicediscovery.HttpNamespace(named("shared"), { name: "shared.internal" }, options)
      .arn,
    cluster: clusterArn(named("shared"), options),
    bucketArn: bucket.arn,
    bucketName: bucket.bucket,
    fileSystemId: files,
    accessPointId: new aws.efs.AccessPoint(named("shop"), { fileSystemId: files }, options).id,
    targetGroupArn: targetGroupArn(named("shop"), options),
    zoneId: new aws.route53.Zone(named("shop"), { name: "example.com" }, options).zoneId,
    ...sharedBalancer(named("front"), options),
    queueArn: new aws.sqs.Queue(named("legacy"), {}, options).arn,
    securityGroupId: new aws.ec2.SecurityGroup(
      named("shared"),
      { vpcId: "vpc-1", egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] },
      options,
    ).id,
  };
}

/** A cluster with the capacity providers of Fargate: who takes its ARN waits for those, too. */
function clusterArn(name: string, options: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const cluster = new aws.ecs.Cluster(name, {}, options);
  const capacity = new aws.ecs.ClusterCapacityProviders(
    name,
    { clusterName: cluster.name, capacityProviders: ["FARGATE", "FARGATE_SPOT"] },
    options,
  );
  return pulumi.all([cluster.arn, capacity.id]).apply(([own]) => own);
}

/** A file system with a mount target: who takes its id waits for that, too. */
function fileSystemId(name: string, options: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const { id } = new aws.efs.FileSystem(name, { encrypted: true }, options);
  const target = new aws.efs.MountTarget(name, { fileSystemId: id, subnetId: "subnet-1" }, options);
  return pulumi.all([id, target.id]).apply(([own]) => own);
}

/** A target group behind a load balancer: who takes its ARN waits for the listener, too. */
function targetGroupArn(name: string, options: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const group = new aws.lb.TargetGroup(
    name,
    { port: 80, protocol: "HTTP", targetType: "ip", vpcId: "vpc-1" },
    options,
  );
  const { arn } = new aws.lb.LoadBalancer(name, { subnets: ["subnet-1", "subnet-2"] }, options);
  const listener = new aws.lb.Listener(
    name,
    { loadBalancerArn: arn, port: 80, defaultActions: [{ type: "forward", targetGroupArn: group.arn }] },
    options,
  );
  return pulumi.all([group.arn, listener.arn]).apply(([own]) => own);
}

/** A listener to which services add their rules, and the group of its load balancer. */
function sharedBalancer(name: string, options: pulumi.CustomResourceOptions) {
  const group = new aws.ec2.SecurityGroup(
    name,
    {
      vpcId: "vpc-1",
      ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
    },
    options,
  );
  const { arn } = new aws.lb.LoadBalancer(
    name,
    { subnets: ["subnet-1", "subnet-2"], securityGroups: [group.id] },
    options,
  );
  const listener = new aws.lb.Listener(
    name,
    {
      loadBalancerArn: arn,
      port: 443,
      protocol: "HTTPS",
      certificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/1",
      defaultActions: [
        { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
      ],
    },
    options,
  );
  return { listenerArn: listener.arn, balancerGroupId: group.id };
}

/** Makes a component at its place, in its Region. */
function at(
  place: Place,
  name: string,
  options: pulumi.ComponentResourceOptions,
  make: (options: pulumi.ComponentResourceOptions) => void,
): void {
  if (place === "program") {
    make(options);
    return;
  }
  new Group(
    name,
    (parent) =>
      place === "group"
        ? make({ parent })
        : new Group(`${name}-inside`, (inner) => make({ parent: inner }), { parent }),
    options,
  );
}

function makeApplication(
  name: string,
  region: Region,
  draft: ApplicationDraft,
  provider: pulumi.CustomResourceOptions,
  options: pulumi.ComponentResourceOptions,
): ServiceConnectApplication {
  switch (draft.namespace) {
    case "own":
      return new ServiceConnectApplication(
        name,
        { ...draft.args, namespaceName: `${name}.internal` },
        options,
      );
    case "elsewhere": {
      const namespaceArn = `arn:aws:servicediscovery:${region}:123456789012:namespace/ns-${name}`;
      return new ServiceConnectApplication(name, { ...draft.args, namespaceArn }, options);
    }
    case "made": {
      const namespace = new aws.servicediscovery.HttpNamespace(name, { name: `${name}.internal` }, provider);
      const { dnsName, port } = neighbour;
      const before = new FargateService(
        `${name}-neighbour`,
        {
          cluster: `arn:aws:ecs:${region}:123456789012:cluster/elsewhere`,
          image: "neighbour",
          subnets: ["subnet-1"],
          port,
          serviceConnect: { namespace: namespace.arn, dnsName },
        },
        options,
      );
      return new ServiceConnectApplication(
        name,
        { ...draft.args, namespaceArn: namespace.arn },
        { ...options, dependsOn: [before] },
      );
    }
  }
}

/** Makes the services of a Region, clients after the servers of their namespace. */
function makeServices(
  services: Samples["services"],
  namespace: pulumi.Input<string>,
  removals: Removals | undefined,
  options: pulumi.ComponentResourceOptions,
): void {
  const servers: FargateService[] = [];
  const make = (name: string, { args, place }: ServiceDraft, more: Partial<FargateServiceArgs>) => {
    const dependsOn = place === "program" ? [...servers] : [];
    // A component around it waits as well.
    at(place, name, { ...options, dependsOn: [...servers] }, (own) => {
      const made: FargateService = new FargateService(
        name,
        { ...args, ...more },
        { ...own, dependsOn, ...changes(removals, [name], () => made.taskRole.name) },
      );
      if (more.serviceConnect?.dnsName !== undefined) servers.push(made);
    });
  };
  const ofPart = (part: Part) => Object.entries(services).filter(([, draft]) => draft.part === part);
  for (const [name, draft] of ofPart("none")) make(name, draft, {});
  for (const [name, draft] of ofPart("server")) {
    const serviceConnect = { namespace, dnsName: `${name}.shared.internal` };
    make(name, draft, { port: draft.args.port ?? 8080, serviceConnect });
  }
  for (const [name, draft] of ofPart("client"))
    make(name, draft, servers.length > 0 ? { serviceConnect: { namespace } } : {});
}

type Job = ScheduledTask | QueueWorker | OneOffTask;

function makeJob(name: string, job: JobDraft["job"], options: pulumi.ComponentResourceOptions): Job {
  switch (job.kind) {
    case "schedule":
      return new ScheduledTask(name, job.args, options);
    case "worker":
      return new QueueWorker(name, job.args, options);
    case "once":
      return new OneOffTask(name, job.args, options);
  }
}

/** The options that take away what the variant of the program does without. */
function changes(
  removals: Removals | undefined,
  services: readonly string[],
  taskRole: (service: string) => pulumi.Output<string>,
): pulumi.ComponentResourceOptions {
  const found = <T>(all: ReadonlyMap<string, T> | undefined) =>
    services.flatMap((service) => {
      const removal = all?.get(service);
      return removal === undefined ? [] : [[service, removal] as const];
    });
  return {
    transforms: [
      ...found(removals?.grants).map(([service, kind]) =>
        withoutGrant(service, kind, () => taskRole(service)),
      ),
      ...services.filter((service) => removals?.admissions.has(service)).map(withoutAdmission),
      ...services.filter((service) => removals?.starts.has(service)).map(withoutStart),
    ],
    transformations: found(removals?.edges).map(([client, server]) => withoutEdge(client, server)),
  };
}

const [, moment] = variant.split(", ") as [string, Moment | undefined];

for (const region of Object.keys(regions) as Region[]) {
  const isDefault = region === "eu-central-1";
  const provider = isDefault ? undefined : new aws.Provider(region, { region });
  const own = provider ? { provider } : {};
  const inside = provider ? { providers: [provider] } : {};
  const surroundings = surroundingsIn(region, own);
  const { services, applications, jobs } = samplesOf(surroundings, region, seed);
  const removals = moment && removalsIn(region, seed, moment);
  makeServices(services, surroundings.namespace, removals, inside);
  for (const [name, { job, place }] of Object.entries(jobs))
    at(place, name, inside, (own) => {
      const options = { ...own, ...changes(removals, [name], () => made.taskRole.name) };
      const made: Job = makeJob(name, job, options);
    });
  for (const [name, draft] of Object.entries(applications)) {
    at(draft.place, name, inside, (options) => {
      const members = new Map(Object.keys(draft.members).map((member) => [`${name}-${member}`, member]));
      const taskRole = (service: string) => {
        const member = made.services[members.get(service) ?? ""];
        if (member === undefined) throw new Error(`there is no ${service}`);
        return member.taskRole.name;
      };
      const without = changes(removals, [...members.keys()], taskRole);
      const made = makeApplication(name, region, draft, own, { ...options, ...without });
    });
  }
}
