import type { ResourceType } from "./declarations";
import { identityOf } from "./identities";
import type { Properties } from "./properties";
import { equal } from "./properties";
import type { Subject } from "./subject";
import { lastSegment } from "./subject";

export interface Found {
  id: string;
  inputs: Properties;
  outputs: Properties;
}

/**
 * A resource that the engine knows by its id alone (an import, or `Role.get`). The stand-in has no AWS to ask: it
 * answers the identity that follows from the id, and leaves out everything else.
 */
export function readById(type: ResourceType, id: string, subject: Omit<Subject, "properties">): Found {
  const named = nameProperties(type, id, subject.configuration.region);
  const identity = identityOf({ ...subject, properties: named });
  // What a program may set has some value that the id does not tell; a guess would look like a difference.
  const certain = Object.entries(identity).filter(
    ([name]) => name === "id" || name === "arn" || type.attributes[name]?.class === "computed",
  );
  const outputs: Properties = { ...Object.fromEntries(certain), ...named, ...ownId(id, identity) };
  if (type.attributes.name !== undefined && named.name === undefined) {
    delete outputs.httpName; // it is the name, which is not known
  }
  const inputs: Properties = { __defaults: [] };
  for (const [name, value] of Object.entries(named)) {
    if (name in type.attributes && !equal(value, subject.configuration.region)) {
      inputs[name] = value;
    }
  }
  return { id: String(outputs.id), inputs, outputs };
}

function nameProperties(type: ResourceType, id: string, region: string): Properties {
  const named: Properties = type.attributes.region === undefined ? {} : { region: regionOf(id) ?? region };
  const [left = "", right = ""] = [id.slice(0, id.search(/[:/|]/)), id.slice(id.search(/[:/|]/) + 1)];
  switch (type.token) {
    case "aws:iam/rolePolicy:RolePolicy":
      return { role: left, name: right };
    case "aws:iam/rolePolicyAttachment:RolePolicyAttachment":
      return { role: left, policyArn: right };
    case "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive":
    case "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive":
      return { roleName: id };
    case "aws:ecs/taskDefinition:TaskDefinition":
      return { ...named, family: lastSegment(id).replace(/:\d+$/, "") };
    case "aws:s3/bucket:Bucket":
      return { ...named, bucket: id };
    case "aws:secretsmanager/secretVersion:SecretVersion":
      return { ...named, secretId: id.split("|")[0] ?? id };
    case "aws:secretsmanager/secret:Secret":
      return { ...named, name: id.replace(/^.*:secret:/, "").replace(/-\w{6}$/, "") };
    case "aws:ssm/parameter:Parameter":
    case "aws:cloudwatch/logGroup:LogGroup":
    case "aws:kms/alias:Alias":
    case "aws:ecr/repository:Repository":
      return { ...named, name: id };
    case "aws:ecs/service:Service": {
      const [service = "", cluster = "default"] = id.split("/").reverse();
      return { ...named, name: service, cluster: cluster.startsWith("arn:") ? "default" : cluster };
    }
    case "aws:lb/loadBalancer:LoadBalancer":
    case "aws:lb/targetGroup:TargetGroup":
      return { ...named, name: id.split("/").at(-2) ?? id };
    case "aws:servicediscovery/httpNamespace:HttpNamespace":
    case "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace":
    case "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace":
    case "aws:ec2/securityGroup:SecurityGroup":
      return named; // their ids say nothing about their names
    default:
      return type.attributes.name === undefined ? named : { ...named, name: lastSegment(id) };
  }
}

function regionOf(id: string): string | undefined {
  return /^arn:[^:]*:[^:]*:([^:]+):/.exec(id)?.[1];
}

/**
 * The id and the ARN that belong to it. An import may name by its name what has an ARN as id; an ARN is the resource's
 * own; an id that AWS draws at random ends the ARN.
 */
export function ownId(id: string, identity: Properties): Properties {
  if (typeof identity.arn !== "string") {
    return { id };
  }
  if (id.startsWith("arn:")) {
    return { id, arn: id.split("|")[0] ?? id };
  }
  return identity.id === identity.arn ? {} : { id, arn: identity.arn.replace(String(identity.id), id) };
}
