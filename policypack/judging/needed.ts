/** The properties that the model reads, by type: no others are kept. */

import { attachingTypes } from "../access/grants";
import { scalableTargetType } from "../ecs/creation/scaling";
import { startsDeployment } from "../ecs/services";
import { taskComponentTypes } from "../ecs/task-components";
import { loadBalancingModules } from "../load-balancing/attachments";
import { routeTargets } from "../network/routes";
import {
  defaultRouteTableType,
  egressRuleType,
  endpointNameTypes,
  endpointType,
  groupTypes,
  ingressRuleType,
  mainAssociationType,
  associationType as routeAssociationType,
  routeTableType,
  routeType,
  ruleType,
  subnetTypes,
  vpcTypes,
} from "../network/types";
import { slowTypes } from "../prerequisites/in-time";

/** `tagsAll` is the provider's: the program's tags and those that the provider adds. */
const tags = ["tags", "tagsAll"];
const database = ["manageMasterUserPassword", "masterUserSecretKmsKeyId", "region"];

/** All names that Pulumi has given a type. */
function ofLoadBalancing(name: string, properties: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(loadBalancingModules.map((module) => [`aws:${module}/${name}`, properties]));
}

/** Of a rule of a security group in a resource of its own. */
const apartRule = [
  "cidrIpv4",
  "cidrIpv6",
  "fromPort",
  "ipProtocol",
  "prefixListId",
  "referencedSecurityGroupId",
  "region",
  "securityGroupId",
  "toPort",
];

const inputs: Readonly<Record<string, readonly string[]>> = {
  "aws:iam/role:Role": [
    "assumeRolePolicy",
    "inlinePolicies",
    "managedPolicyArns",
    "path",
    "permissionsBoundary",
    ...tags,
  ],
  "aws:iam/rolePolicy:RolePolicy": ["role", "policy"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["role", "policyArn"],
  "aws:iam/policyAttachment:PolicyAttachment": ["roles", "policyArn"],
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": ["roleName", "policyArns"],
  "aws:iam/policy:Policy": ["policy"],
  "aws:ecs/taskDefinition:TaskDefinition": [
    "taskRoleArn",
    "executionRoleArn",
    "containerDefinitions",
    "region",
    "networkMode",
    "requiresCompatibilities",
    "runtimePlatform",
    "volumes",
  ],
  "aws:ecs/expressGatewayService:ExpressGatewayService": [
    "taskRoleArn",
    "executionRoleArn",
    "infrastructureRoleArn",
    "primaryContainer",
    "region",
  ],
  "aws:ecs/service:Service": [
    "availabilityZoneRebalancing",
    "cluster",
    "deploymentCircuitBreaker",
    "deploymentConfiguration",
    "deploymentController",
    "deploymentMaximumPercent",
    "deploymentMinimumHealthyPercent",
    "desiredCount",
    "enableExecuteCommand",
    "forceNewDeployment",
    "iamRole",
    "launchType",
    "orderedPlacementStrategies",
    "placementConstraints",
    "region",
    "schedulingStrategy",
    "triggers",
    "waitForSteadyState",
    ...startsDeployment,
  ],
  "aws:ecs/cluster:Cluster": ["configuration", "region", "serviceConnectDefaults"],
  "aws:ecs/capacityProvider:CapacityProvider": ["cluster", "managedInstancesProvider", "region"],
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": ["capacityProviders", "clusterName", "region"],
  "aws:ssm/parameter:Parameter": ["insecureValue", "keyId", "region", "type", "value", ...tags],
  "aws:secretsmanager/secret:Secret": ["kmsKeyId", "namePrefix", "policy", "region", ...tags],
  "aws:secretsmanager/secretVersion:SecretVersion": ["secretId", "secretString", "versionStages"],
  "aws:secretsmanager/secretRotation:SecretRotation": ["secretId"],
  "aws:secretsmanager/secretPolicy:SecretPolicy": ["policy", "secretArn"],
  "aws:rds/cluster:Cluster": database,
  "aws:rds/instance:Instance": database,
  "aws:kms/key:Key": ["policy", "region", ...tags],
  "aws:kms/keyPolicy:KeyPolicy": ["keyId", "policy"],
  "aws:kms/grant:Grant": ["constraints", "granteePrincipal", "keyId", "operations"],
  "aws:kms/alias:Alias": ["targetKeyId"],
  "aws:s3/bucketPolicy:BucketPolicy": ["bucket", "policy"],
  "aws:s3/bucketObject:BucketObject": ["bucket", "key"],
  "aws:s3/bucketObjectv2:BucketObjectv2": ["bucket", "key"],
  "aws:ecr/repository:Repository": ["region", ...tags],
  "aws:ecr/repositoryPolicy:RepositoryPolicy": ["policy", "repository"],
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": ["ecrRepositoryPrefix"],
  "aws:cloudwatch/logGroup:LogGroup": ["region", ...tags],
  "aws:efs/fileSystem:FileSystem": ["region", ...tags],
  "aws:efs/accessPoint:AccessPoint": ["fileSystemId", "region"],
  "aws:efs/mountTarget:MountTarget": ["fileSystemId", "region", "securityGroups"],
  "aws:efs/fileSystemPolicy:FileSystemPolicy": ["fileSystemId", "policy"],
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": ["region", ...tags],
  "aws:kinesis/stream:Stream": ["region", ...tags],
  ...ofLoadBalancing("listener:Listener", ["defaultActions", "loadBalancerArn", "region"]),
  ...ofLoadBalancing("listenerRule:ListenerRule", ["actions", "listenerArn", "region"]),
  ...ofLoadBalancing("loadBalancer:LoadBalancer", ["loadBalancerType", "region", "securityGroups"]),
  ...ofLoadBalancing("targetGroup:TargetGroup", ["healthCheck", "protocol", "region", "targetType"]),
  ...Object.fromEntries(groupTypes.map((type) => [type, ["egress", "ingress", "region"]])),
  [ruleType]: [
    "cidrBlocks",
    "fromPort",
    "ipv6CidrBlocks",
    "prefixListIds",
    "protocol",
    "region",
    "securityGroupId",
    "self",
    "sourceSecurityGroupId",
    "toPort",
    "type",
  ],
  ...Object.fromEntries(subnetTypes.map((type) => [type, ["region", "vpcId"]])),
  [routeTableType]: ["propagatingVgws", "region", "routes", "vpcId"],
  [defaultRouteTableType]: ["defaultRouteTableId", "propagatingVgws", "region", "routes"],
  [routeType]: [...routeTargets, "destinationCidrBlock", "gatewayId", "region", "routeTableId"],
  [routeAssociationType]: ["gatewayId", "region", "routeTableId", "subnetId"],
  [mainAssociationType]: ["region", "routeTableId", "vpcId"],
  [endpointType]: [
    "privateDnsEnabled",
    "region",
    "securityGroupIds",
    "serviceName",
    "vpcEndpointType",
    "vpcId",
  ],
  ...endpointNameTypes,
  [scalableTargetType]: ["region", "resourceId", "serviceNamespace"],
  [ingressRuleType]: apartRule,
  [egressRuleType]: apartRule,
  "aws:scheduler/schedule:Schedule": ["region", "target"],
  "aws:cloudwatch/eventTarget:EventTarget": ["arn", "ecsTarget", "region", "roleArn"],
  ...Object.fromEntries(
    taskComponentTypes.map((type) => [
      type,
      ["image", "repositoryCredentials", "secrets", "sidecars", "taskRoleMayReadParameters"],
    ]),
  ),
};

const identity = ["arn", "id", "name", "region"];
const outputs: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(slowTypes.map((type) => [type, ["id"]])),
  "aws:ecs/taskDefinition:TaskDefinition": ["arn", "arnWithoutRevision", "family", "id", "region"],
  "aws:iam/role:Role": identity,
  "aws:iam/policy:Policy": identity,
  ...Object.fromEntries(attachingTypes.map((type) => [type, ["id"]])),
  "aws:efs/mountTarget:MountTarget": ["id"],
  "aws:ecs/expressGatewayService:ExpressGatewayService": ["id", "region", "serviceArn"],
  "aws:ssm/parameter:Parameter": identity,
  "aws:secretsmanager/secret:Secret": identity,
  "aws:secretsmanager/secretVersion:SecretVersion": ["id"],
  "aws:rds/cluster:Cluster": ["id", "masterUserSecrets", "region"],
  "aws:rds/instance:Instance": ["id", "masterUserSecrets", "region"],
  "aws:kms/key:Key": [...identity, "keyId"],
  "aws:kms/alias:Alias": identity,
  "aws:s3/bucket:Bucket": ["bucket", "id"],
  "aws:s3/bucketV2:BucketV2": ["bucket", "id"],
  "aws:ecr/repository:Repository": [...identity, "repositoryUrl"],
  "aws:cloudwatch/logGroup:LogGroup": identity,
  "aws:efs/fileSystem:FileSystem": identity,
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": identity,
  "aws:kinesis/stream:Stream": identity,
  ...ofLoadBalancing("listener:Listener", ["arn", "id", "region"]),
  ...ofLoadBalancing("listenerRule:ListenerRule", ["arn", "id", "region"]),
  ...ofLoadBalancing("loadBalancer:LoadBalancer", identity),
  ...ofLoadBalancing("targetGroup:TargetGroup", identity),
  ...Object.fromEntries(groupTypes.map((type) => [type, [...identity, "egress", "ingress"]])),
  ...Object.fromEntries([...vpcTypes, ...subnetTypes].map((type) => [type, identity])),
  [routeTableType]: identity,
  [defaultRouteTableType]: identity,
  "aws:ecs/service:Service": identity,
  "aws:ecs/cluster:Cluster": identity,
  "aws:ecs/capacityProvider:CapacityProvider": identity,
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": ["id"],
  "aws:servicediscovery/httpNamespace:HttpNamespace": identity,
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": identity,
  "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace": identity,
};

/** Names of the inputs of a type that the model reads. */
export function neededInputs(type: string): readonly string[] {
  return (Object.hasOwn(inputs, type) ? inputs[type] : undefined) ?? [];
}

/** Names of the outputs of a type that the model reads. */
export function neededOutputs(type: string): readonly string[] {
  return (Object.hasOwn(outputs, type) ? outputs[type] : undefined) ?? [];
}

/**
 * Inputs that AWS computes when the program does not set them, and that are then unknown in the outputs of
 * a new resource: an unknown without an edge means "not set" there
 * (Terraform's schema: optional and computed).
 */
const computedWhenUnset: Readonly<Record<string, readonly string[]>> = {
  "aws:iam/role:Role": ["assumeRolePolicy", "inlinePolicies", "managedPolicyArns"],
  "aws:ssm/parameter:Parameter": ["insecureValue", "keyId", "value"],
  "aws:secretsmanager/secret:Secret": ["namePrefix", "policy"],
  "aws:rds/cluster:Cluster": ["masterUserSecretKmsKeyId"],
  "aws:rds/instance:Instance": ["masterUserSecretKmsKeyId"],
  "aws:kms/key:Key": ["policy"],
  ...Object.fromEntries(groupTypes.map((type) => [type, ["egress", "ingress"]])),
};

export function isComputedWhenUnset(type: string, property: string): boolean {
  const own = Object.hasOwn(computedWhenUnset, type) ? (computedWhenUnset[type] ?? []) : [];
  return property === "region" || own.includes(property);
}
