/** Load balancers made without an engine: what is registered, and how it is called. */
import assert from "node:assert/strict";
import { ofType, type Registered } from "../../support/mocks";
import { argumentsOf, make, served } from "./made";

export type Args = NonNullable<Parameters<typeof make>[0]>;
export type LoadBalancer = NonNullable<Args["loadBalancer"]>;

export const balancers = "aws:lb/loadBalancer:LoadBalancer";
export const listeners = "aws:lb/listener:Listener";
export const rules = "aws:lb/listenerRule:ListenerRule";
export const targetGroups = "aws:lb/targetGroup:TargetGroup";
export const listenerCertificates = "aws:lb/listenerCertificate:ListenerCertificate";
export const certificates = "aws:acm/certificate:Certificate";
export const validations = "aws:acm/certificateValidation:CertificateValidation";
export const records = "aws:route53/record:Record";
export const groups = "aws:ec2/securityGroup:SecurityGroup";
export const egressRules = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

export const arnOf = (resource: string) =>
  `arn:aws:elasticloadbalancing:eu-central-1:123456789012:${resource}`;
export const balancerArn = (name: string, kind = "app") =>
  arnOf(`loadbalancer/${kind}/${name}/0123456789abcdef`);
export const targetGroupArn = (name: string) => arnOf(`targetgroup/${name}/0123456789abcdef`);
export const listenerArn = (name: string) => `arn:of:${listeners}:${name}`;
export const ruleArn = (name: string) => `arn:of:${rules}:${name}`;
export const certificateArn = (name: string) => `arn:of:${certificates}:${name}`;

/** What exists already. */
export const shared = {
  balancer: arnOf("loadbalancer/app/shared/1"),
  listener: arnOf("listener/app/shared/1/2"),
  securityGroupId: "sg-shared",
};

/** What a service behind a load balancer registers. */
export function behind(loadBalancer: LoadBalancer = {}, edit: Args = {}): Promise<Registered[]> {
  return make({ ...served, loadBalancer, ...edit });
}

/** The only resource of a type. */
export function onlyOf(resources: Registered[], type: string) {
  const [[, only] = [], ...others] = ofType(resources, type);
  assert.ok(only && others.length === 0, `there is not one ${type}`);
  return only;
}

/** Names of what is made of a type. */
export const namesOf = (resources: Registered[], type: string) => [...ofType(resources, type).keys()].sort();

/** Ports of security groups, and who comes in on them. */
export function ingressOf(resources: Registered[], name: string) {
  const ingress = argumentsOf(resources, groups, name).ingress as {
    fromPort: number;
    toPort: number;
    protocol: string;
    cidrBlocks?: string[];
    securityGroups?: string[];
  }[];
  return ingress.map(({ protocol, fromPort, toPort, cidrBlocks, securityGroups }) => {
    assert.deepEqual([protocol, toPort], ["tcp", fromPort]);
    return [fromPort, ...(cidrBlocks ?? []), ...(securityGroups ?? [])];
  });
}

/** What each listener does by itself, by name. */
export function listenersIn(resources: Registered[]) {
  return Object.fromEntries(
    [...ofType(resources, listeners)].map(([name, { port, protocol, certificateArn: certificate }]) => [
      name,
      certificate === undefined ? [port, protocol] : [port, protocol, certificate],
    ]),
  );
}

/** The types of what is made, apart from what every service is made of. */
export function typesIn(resources: Registered[]): string[] {
  const others = /^aws:(cloudwatch\/logGroup|ecs|iam)/;
  return resources
    .map(({ type }) => type)
    .filter((type) => !others.test(type))
    .sort();
}
