import { partitionOf } from "./configuration";
import { otherIdentity } from "./other-identities";
import type { Properties, Value } from "./properties";
import type { Subject } from "./subject";
import { Facts, lastSegment, zoneId } from "./subject";

/** What AWS decides when it makes the resource: its id, its ARN, and names derived from them. */
export function identityOf(subject: Subject): Properties & { id: string } {
  const known = IDENTITIES[subject.token] ?? otherIdentity;
  const identity = known(new Facts(subject));
  return { ...identity, id: String(identity.id) };
}

const IDENTITIES: Record<string, (facts: Facts) => Properties> = {
  "aws:iam/role:Role": (role) => ({
    id: role.name,
    arn: role.arn("iam", `role${role.path}${role.name}`),
    uniqueId: role.code("AROA"),
    createDate: role.subject.madeAt.toISOString(),
  }),
  "aws:iam/rolePolicy:RolePolicy": (policy) => ({ id: `${policy.text("role")}:${policy.name}` }),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": (attachment) => ({
    id: `${attachment.text("role")}/${attachment.text("policyArn")}`,
  }),
  "aws:iam/policy:Policy": (policy) => {
    const policyArn = policy.arn("iam", `policy${policy.path}${policy.name}`);
    return { id: policyArn, arn: policyArn, policyId: policy.code("ANPA") };
  },
  "aws:iam/policyAttachment:PolicyAttachment": (attachment) => ({ id: attachment.name }),
  "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive": (exclusive) => ({ id: exclusive.text("roleName") }),
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": (exclusive) => ({
    id: exclusive.text("roleName"),
  }),
  "aws:ecs/cluster:Cluster": (cluster) => {
    const clusterArn = cluster.arn("ecs", `cluster/${cluster.name}`);
    return { id: clusterArn, arn: clusterArn };
  },
  "aws:ecs/taskDefinition:TaskDefinition": (definition) => {
    const family = definition.text("family");
    const revision = definition.subject.lastRevision(family) + 1;
    const arnWithoutRevision = definition.arn("ecs", `task-definition/${family}`);
    const definitionArn = `${arnWithoutRevision}:${revision}`;
    return { id: family, arn: definitionArn, arnWithoutRevision, revision, networkMode: "bridge" };
  },
  "aws:ecs/service:Service": (service) => {
    const cluster = service.text("cluster") || service.arn("ecs", "cluster/default");
    const serviceArn = service.arn("ecs", `service/${lastSegment(cluster)}/${service.name}`);
    return { id: serviceArn, arn: serviceArn, cluster, ...serviceDefaults(service) };
  },
  "aws:ecs/taskSet:TaskSet": (taskSet) => {
    const taskSetId = `ecs-svc/${taskSet.number()}`;
    const [service, cluster] = [taskSet.text("service"), taskSet.text("cluster")];
    return {
      id: `${taskSetId},${service},${cluster}`,
      arn: taskSet.arn("ecs", `task-set/${lastSegment(cluster)}/${lastSegment(service)}/${taskSetId}`),
      taskSetId,
      status: "ACTIVE",
      stabilityStatus: "STEADY_STATE",
    };
  },
  "aws:servicediscovery/httpNamespace:HttpNamespace": (namespace) => ({
    ...namespaceIdentity(namespace),
    httpName: namespace.name,
  }),
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": dnsNamespace,
  "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace": dnsNamespace,
  "aws:ssm/parameter:Parameter": (parameter) => ({
    id: parameter.name,
    arn: parameter.arn("ssm", `parameter/${parameter.name.replace(/^\//, "")}`),
    dataType: "text",
    tier: "Standard",
    keyId: parameter.text("type") === "SecureString" ? "alias/aws/ssm" : "",
    version: 1,
    value: parameter.text("insecureValue"),
    insecureValue: null,
  }),
  "aws:secretsmanager/secret:Secret": (secret) => {
    const suffix = secret.code("", 6);
    const secretArn = secret.arn("secretsmanager", `secret:${secret.name}-${suffix}`);
    return { id: secretArn, arn: secretArn };
  },
  "aws:secretsmanager/secretVersion:SecretVersion": (version) => {
    const [secretArn, versionId] = [version.text("secretId"), version.uuid()];
    return {
      id: `${secretArn}|${versionId}`,
      arn: secretArn,
      secretArn,
      versionId,
      versionStages: ["AWSCURRENT"],
    };
  },
  "aws:kms/key:Key": (key) => {
    const keyId = key.uuid();
    return { id: keyId, keyId, arn: key.arn("kms", `key/${keyId}`) };
  },
  "aws:kms/alias:Alias": (alias) => ({
    id: alias.name,
    arn: alias.arn("kms", alias.name),
    targetKeyArn: alias.text("targetKeyId").startsWith("arn:")
      ? alias.text("targetKeyId")
      : alias.arn("kms", `key/${alias.text("targetKeyId")}`),
  }),
  "aws:ecr/repository:Repository": (repository) => ({
    id: repository.name,
    arn: repository.arn("ecr", `repository/${repository.name}`),
    registryId: repository.account,
    repositoryUrl: `${repository.account}.dkr.ecr.${repository.region}.amazonaws.com/${repository.name}`,
  }),
  "aws:cloudwatch/logGroup:LogGroup": (group) => ({
    id: group.name,
    arn: group.arn("logs", `log-group:${group.name}`),
    logGroupClass: "STANDARD",
  }),
  "aws:lb/loadBalancer:LoadBalancer": (balancer) => {
    const kind = balancer.text("loadBalancerType") === "network" ? "net" : "app";
    const arnSuffix = `${kind}/${balancer.name}/${balancer.id("", 16)}`;
    const loadBalancerArn = balancer.arn("elasticloadbalancing", `loadbalancer/${arnSuffix}`);
    const dnsName = `${balancer.name}-${balancer.number()}.${balancer.region}.elb.amazonaws.com`;
    return {
      id: loadBalancerArn,
      arn: loadBalancerArn,
      arnSuffix,
      dnsName,
      zoneId: "Z35SXDOTRQ7X7K",
      ipAddressType: "ipv4",
    };
  },
  "aws:lb/targetGroup:TargetGroup": (group) => {
    const arnSuffix = `targetgroup/${group.name}/${group.id("", 16)}`;
    const groupArn = group.arn("elasticloadbalancing", arnSuffix);
    return { id: groupArn, arn: groupArn, arnSuffix, ipAddressType: "ipv4", protocolVersion: "HTTP1" };
  },
  "aws:lb/listener:Listener": (listener) => {
    const balancer = listener.text("loadBalancerArn").replace(":loadbalancer/", ":listener/");
    const listenerArn = `${balancer}/${listener.id("", 16)}`;
    return { id: listenerArn, arn: listenerArn, protocol: "HTTP" };
  },
  "aws:ec2/securityGroup:SecurityGroup": (group) => ({
    ...ec2("sg", "security-group")(group),
    ownerId: group.account,
  }),
  "aws:ec2/vpc:Vpc": (vpc) => ({
    ...ec2("vpc", "vpc")(vpc),
    ownerId: vpc.account,
    mainRouteTableId: vpc.id("rtb-"),
    defaultRouteTableId: vpc.id("rtb-"),
    defaultNetworkAclId: vpc.id("acl-"),
    defaultSecurityGroupId: vpc.id("sg-"),
    dhcpOptionsId: vpc.id("dopt-"),
  }),
  "aws:ec2/subnet:Subnet": (subnet) => ({
    ...ec2("subnet", "subnet")(subnet),
    ownerId: subnet.account,
    availabilityZone: `${subnet.region}a`,
    availabilityZoneId: zoneId(subnet.text("availabilityZone") || `${subnet.region}a`),
  }),
  "aws:ec2/vpcEndpoint:VpcEndpoint": (endpoint) => ({
    ...ec2("vpce", "vpc-endpoint")(endpoint),
    ownerId: endpoint.account,
    state: "available",
  }),
  "aws:s3/bucket:Bucket": (bucket) => ({
    id: bucket.text("bucket"),
    arn: `arn:${partitionOf(bucket.region)}:s3:::${bucket.text("bucket")}`,
    bucketDomainName: `${bucket.text("bucket")}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${bucket.text("bucket")}.s3.${bucket.region}.amazonaws.com`,
    bucketRegion: bucket.region,
  }),
  "aws:sqs/queue:Queue": (queue) => {
    const url = `https://sqs.${queue.region}.amazonaws.com/${queue.account}/${queue.name}`;
    return { id: url, url, arn: queue.arn("sqs", queue.name), kmsDataKeyReusePeriodSeconds: 300 };
  },
};

/** What the ECS API fills in for a service that leaves it open. */
function serviceDefaults(service: Facts): Properties {
  const strategies = service.subject.properties.capacityProviderStrategies;
  const byStrategy = Array.isArray(strategies) && strategies.length > 0;
  const launchType = service.text("launchType") || (byStrategy ? "" : "EC2");
  return {
    launchType,
    platformVersion: launchType === "FARGATE" ? "LATEST" : "",
    iamRole: "/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
    availabilityZoneRebalancing: "DISABLED",
    triggers: null,
    deploymentConfiguration: {
      bakeTimeInMinutes: "0",
      canaryConfiguration: null,
      lifecycleHooks: [],
      linearConfiguration: null,
      strategy: "ROLLING",
    },
  };
}

function dnsNamespace(namespace: Facts): Properties {
  return { ...namespaceIdentity(namespace), hostedZone: namespace.code("Z") };
}

function namespaceIdentity(namespace: Facts): Properties {
  const id = namespace.id("ns-", 16);
  return { id, arn: namespace.arn("servicediscovery", `namespace/${id}`) };
}

function ec2(prefix: string, kind: string): (facts: Facts) => Properties {
  return (facts) => {
    const id = facts.id(`${prefix}-`);
    return { id, arn: facts.arn("ec2", `${kind}/${id}`) };
  };
}

/** The zero value that AWS reports for something optional that nobody set. */
export function zeroValue(type: string): Value {
  const zeros: Record<string, Value> = { string: "", number: 0, boolean: false, array: [], map: {} };
  return zeros[type] ?? null;
}
