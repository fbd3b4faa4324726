/** The properties that the model reads, by type: no others are kept. */

const inputs: Readonly<Record<string, readonly string[]>> = {
  "aws:iam/role:Role": ["inlinePolicies", "managedPolicyArns", "permissionsBoundary"],
  "aws:iam/rolePolicy:RolePolicy": ["role", "policy"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["role", "policyArn"],
  "aws:iam/policyAttachment:PolicyAttachment": ["roles", "policyArn"],
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": ["roleName", "policyArns"],
  "aws:iam/policy:Policy": ["policy"],
  "aws:ecs/taskDefinition:TaskDefinition": ["taskRoleArn", "executionRoleArn", "containerDefinitions"],
  "aws:ecs/service:Service": [
    "cluster",
    "desiredCount",
    "region",
    "serviceConnectConfiguration",
    "taskDefinition",
    "waitForSteadyState",
  ],
  "aws:ecs/cluster:Cluster": ["region", "serviceConnectDefaults"],
};

const identity = ["arn", "id", "name", "region"];
const outputs: Readonly<Record<string, readonly string[]>> = {
  "aws:ecs/taskDefinition:TaskDefinition": ["arn", "arnWithoutRevision", "family", "id"],
  "aws:iam/role:Role": identity,
  "aws:iam/policy:Policy": identity,
  "aws:ssm/parameter:Parameter": ["name"],
  "aws:ecs/service:Service": identity,
  "aws:ecs/cluster:Cluster": identity,
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
const computedWhenUnset = new Set(["inlinePolicies", "managedPolicyArns", "region"]);

export function isComputedWhenUnset(property: string): boolean {
  return computedWhenUnset.has(property);
}
