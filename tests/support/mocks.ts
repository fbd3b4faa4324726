/** Runs a Pulumi program without an engine and collects what it registers. */
import * as pulumi from "@pulumi/pulumi";

export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

/** What AWS tells a function that asks it. */
export type Answer = (inputs: Record<string, unknown>) => Record<string, unknown>;

/**
 * Runs a program; answers with its custom resources in the order in which they are registered.
 * @param resources where they are collected, for programs that throw
 * @param told what AWS tells when it is asked, where that is not the usual
 * @throws what the program throws, also when that happens inside `apply`
 */
export async function registered(
  program: () => void,
  resources: Registered[] = [],
  told: Readonly<Record<string, Answer>> = {},
): Promise<Registered[]> {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, custom }) => {
        if (custom) resources.push({ type, name, inputs });
        return {
          id: `${name}-id`,
          state: {
            name: inputs.name ?? `${name}-0000000`,
            arn: `arn:of:${type}:${name}`,
            ...outputs[type]?.(name, inputs),
            ...inputs,
          },
        };
      },
      call: ({ token, inputs }) => (told[token] ?? answers[token])?.(inputs) ?? {},
    },
    "project",
    "stack",
    false,
  );
  // Pulumi takes down where each promise was made: the text of that, mapped to TypeScript, took most of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    await pulumi.runtime.runInPulumiStack(async () => program());
  } catch (error) {
    // Resources are registered some turns after their constructors: what came before the error is told as well.
    await new Promise((resolve) => setTimeout(resolve, 25));
    throw error;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return resources;
}

/** What AWS tells of a resource besides, where something is made of it. */
const outputs: Record<string, (name: string, inputs: Record<string, unknown>) => Record<string, unknown>> = {
  "aws:lb/loadBalancer:LoadBalancer": (name, { loadBalancerType }) => ({
    arn: ofBalancing(
      `loadbalancer/${loadBalancerType === "network" ? "net" : "app"}/${name}/0123456789abcdef`,
    ),
    dnsName: `${name}.elb.test`,
    zoneId: `ZONE-${name}`,
  }),
  "aws:lb/targetGroup:TargetGroup": (name) => ({ arn: ofBalancing(`targetgroup/${name}/0123456789abcdef`) }),
  "aws:ecs/taskDefinition:TaskDefinition": (name) => ({
    arnWithoutRevision: `arn:aws:ecs:eu-central-1:123456789012:task-definition/${name}`,
  }),
  "aws:sqs/queue:Queue": (name) => ({
    arn: `arn:aws:sqs:eu-central-1:123456789012:${name}-0000000`,
    url: `https://sqs.eu-central-1.amazonaws.com/123456789012/${name}-0000000`,
  }),
  "aws:acm/certificate:Certificate": (_, { domainName }) => ({
    domainValidationOptions: [
      {
        domainName,
        resourceRecordName: `_proof.${domainName}`,
        resourceRecordType: "CNAME",
        resourceRecordValue: "_proof.acm-validations.test",
      },
    ],
  }),
  "aws:route53/record:Record": (_, { name }) => ({ fqdn: name }),
};

function ofBalancing(resource: string): string {
  return `arn:aws:elasticloadbalancing:eu-central-1:123456789012:${resource}`;
}

const answers: Record<string, Answer> = {
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId: "123456789012" }),
  "aws:index/getPartition:getPartition": () => ({ partition: "aws" }),
  "aws:index/getRegion:getRegion": () => ({ region: "eu-central-1" }),
  "aws:iam/getRole:getRole": ({ name }) => ({ name, arn: `arn:aws:iam::123456789012:role/${name}` }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": () => ({
    names: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
  }),
  "aws:ec2/getVpc:getVpc": ({ id }) => ({
    id,
    cidrBlock: "10.0.0.0/16",
    cidrBlockAssociations: [{ cidrBlock: "10.0.0.0/16" }, { cidrBlock: "100.64.0.0/16" }],
  }),
  "aws:lb/getListener:getListener": ({ arn }) => ({
    arn,
    loadBalancerArn: balancerOfListener(String(arn)),
    ...listenerOf(String(arn)),
  }),
  "aws:lb/getLoadBalancer:getLoadBalancer": ({ arn }) => ({
    arn,
    dnsName: "shared.elb.test",
    zoneId: "ZONE-shared",
  }),
};

/** What listens: on port 80, or by its name with a certificate, or on another port. */
function listenerOf(arn: string) {
  if (!arn.includes("/tls")) return { protocol: "HTTP", port: 80, certificateArn: "", sslPolicy: "" };
  return {
    protocol: "HTTPS",
    port: arn.includes("/tls-8443/") ? 8443 : 443,
    certificateArn: "arn:cert-of-listener",
    sslPolicy: "ELBSecurityPolicy-Theirs",
  };
}

/** `…:listener/app/name/id/id` is one of `…:loadbalancer/app/name/id`. */
function balancerOfListener(arn: string): string {
  return arn.replace(":listener/", ":loadbalancer/").replace(/\/[^/]*$/, "");
}

/** The resources of one type, by their names without what all of them begin with. */
export function ofType(resources: readonly Registered[], type: string): Map<string, Record<string, unknown>> {
  return new Map(resources.filter((each) => each.type === type).map(({ name, inputs }) => [name, inputs]));
}
