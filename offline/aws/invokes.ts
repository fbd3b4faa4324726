import type { Configuration } from "./configuration";
import { partitionOf } from "./configuration";
import type { DataSource } from "./data-source";
import { MADE_AT } from "./data-source";
import { ECS_INVOKES } from "./ecs-invokes";
import { LB_INVOKES } from "./lb-invokes";
import { policyDocument } from "./policy-document";
import type { Properties } from "./properties";
import type { Existing } from "./recorded-answers";
import { notFound, recordedAnswer } from "./recorded-answers";
import { arn, lastSegment, zoneId } from "./subject";

export interface InvokeFailure {
  property: string;
  reason: string;
}

/** What a data source answers; undefined for a token that the stand-in does not know. */
export function invoke(
  token: string,
  args: Properties,
  configuration: Configuration,
  existing: Existing,
): { result: Properties } | { failures: InvokeFailure[] } | undefined {
  const known = INVOKES[token];
  if (known === undefined) {
    return undefined;
  }
  const missing = (known.required ?? []).filter((name) => (args[name] ?? null) === null);
  if (missing.length > 0) {
    return {
      failures: missing.map((property) => ({
        property,
        reason: `Missing required argument. The argument "${property}" is required, but no definition was found.`,
      })),
    };
  }
  const region = typeof args.region === "string" ? args.region : configuration.region;
  const plausible = known.answer({ args, region, configuration });
  const recorded = recordedAnswer(token, args, plausible, existing);
  return recorded === null
    ? { failures: [{ property: "", reason: notFound(token, args) }] }
    : { result: recorded ?? plausible };
}

const VPC_ID = "vpc-0123456789abcdef0";
const SUBNET_IDS = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb", "subnet-0cccccccccccccccc"];

const INVOKES: Record<string, DataSource> = {
  "aws:index/getCallerIdentity:getCallerIdentity": {
    answer: ({ configuration }) => ({
      accountId: configuration.account,
      arn: arn(configuration, "iam", "user/deployer"),
      id: configuration.account,
      userId: "AIDACKCEVSQ6C2EXAMPLE",
    }),
  },
  "aws:index/getRegion:getRegion": {
    answer: ({ args, region }) => {
      const name = typeof args.name === "string" ? args.name : region;
      return { description: name, endpoint: `ec2.${name}.amazonaws.com`, id: name, name, region: name };
    },
  },
  "aws:index/getPartition:getPartition": {
    answer: ({ region }) => {
      const partition = partitionOf(region);
      const dnsSuffix = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
      return {
        dnsSuffix,
        id: partition,
        partition,
        reverseDnsPrefix: dnsSuffix.split(".").reverse().join("."),
      };
    },
  },
  "aws:index/getAvailabilityZones:getAvailabilityZones": {
    answer: ({ args, region }) => ({
      ...args,
      id: region,
      region,
      groupNames: [region],
      names: ["a", "b", "c"].map((letter) => region + letter),
      zoneIds: ["a", "b", "c"].map((letter) => zoneId(region + letter)),
    }),
  },
  "aws:iam/getPolicyDocument:getPolicyDocument": { answer: ({ args }) => policyDocument(args) },
  "aws:iam/getRole:getRole": {
    required: ["name"],
    answer: ({ args, configuration }) => ({
      arn: arn(configuration, "iam", `role/${String(args.name)}`),
      assumeRolePolicy:
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
      createDate: MADE_AT,
      description: "",
      id: String(args.name),
      maxSessionDuration: 3600,
      name: String(args.name),
      path: "/",
      permissionsBoundary: "",
      roleLastUseds: [],
      tags: {},
      uniqueId: "AROAEXAMPLEEXAMPLEEXA",
    }),
  },
  "aws:ec2/getVpc:getVpc": {
    answer: ({ args, region, configuration }) => {
      const id = typeof args.id === "string" ? args.id : VPC_ID;
      return {
        ...args,
        arn: arn(configuration, "ec2", `vpc/${id}`, region),
        cidrBlock: args.cidrBlock ?? "172.31.0.0/16",
        cidrBlockAssociations: [],
        default: args.default ?? true,
        dhcpOptionsId: "dopt-0123456789abcdef0",
        enableDnsHostnames: true,
        enableDnsSupport: true,
        enableNetworkAddressUsageMetrics: false,
        id,
        instanceTenancy: "default",
        ipv6AssociationId: "",
        ipv6CidrBlock: "",
        ipv6CidrBlockAssociations: [],
        mainRouteTableId: "rtb-0123456789abcdef0",
        ownerId: configuration.account,
        region,
        state: "available",
        tags: {},
      };
    },
  },
  "aws:ec2/getSubnets:getSubnets": {
    answer: ({ args, region }) => ({ ...args, id: region, ids: SUBNET_IDS, region, tags: args.tags ?? {} }),
  },
  "aws:ec2/getSecurityGroup:getSecurityGroup": {
    answer: ({ args, region, configuration }) => {
      const id = typeof args.id === "string" ? args.id : "sg-0123456789abcdef0";
      return {
        ...args,
        arn: arn(configuration, "ec2", `security-group/${id}`, region),
        description: "default VPC security group",
        id,
        name: args.name ?? "default",
        region,
        tags: {},
        vpcId: args.vpcId ?? VPC_ID,
      };
    },
  },
  "aws:ssm/getParameter:getParameter": {
    required: ["name"],
    answer: ({ args, region, configuration }) => {
      const name = String(args.name);
      return {
        arn: arn(configuration, "ssm", `parameter/${name.replace(/^\//, "")}`, region),
        id: name,
        insecureValue: "value",
        name,
        region,
        type: "String",
        value: "value",
        version: 1,
        withDecryption: args.withDecryption ?? true,
      };
    },
  },
  "aws:secretsmanager/getSecret:getSecret": {
    answer: ({ args, region, configuration }) => {
      const name = String(
        args.name ?? lastSegment(String(args.arn ?? "secret")).replace(/^.*:secret:|-\w{6}$/g, ""),
      );
      const secretArn = args.arn ?? arn(configuration, "secretsmanager", `secret:${name}-AbCdEf`, region);
      return {
        arn: secretArn,
        createdDate: MADE_AT,
        description: "",
        id: secretArn,
        kmsKeyId: "",
        lastChangedDate: MADE_AT,
        name,
        policy: "",
        region,
        tags: {},
        type: "",
      };
    },
  },
  ...ECS_INVOKES,
  ...LB_INVOKES,
};
