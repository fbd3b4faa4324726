/**
 * What the findings are made of that judge what is written: while one of these values is not known a finding may be
 * silent until the next preview.
 */
import { loadBalancingModules } from "../../../policypack/load-balancing/attachments";
import { namespaceTypes } from "../../../policypack/service-connect/namespaces";
import {
  callersAfterCallees,
  clientsRedeploy,
  endpointsAreValid,
  firstTasksFindWhatTheyNeed,
  loadBalancersReachTasks,
  servicesAfterPrerequisites,
  servicesAreAccepted,
  taskDefinitionsAreAccepted,
  tasksReachAws,
} from "../policy-names";
import {
  about,
  anyOf,
  anywhere,
  cluster,
  near,
  own,
  role,
  service,
  type Test,
  taskDefinition,
  used,
} from "./gone";

/** By kind. */
type MadeOf = Readonly<Record<string, Test>>;

/** Which tasks a service starts. */
const startsThese = anyOf(own("taskDefinition"), used(taskDefinition, "arn", "arnWithoutRevision", "family"));

function ofTasks(...properties: readonly string[]): Test {
  return anyOf(startsThese, used(taskDefinition, ...properties));
}

/** Several kinds that are made of the same. */
function each(kinds: readonly string[], test: Test): MadeOf {
  return Object.fromEntries(kinds.map((kind) => [kind, test]));
}

function allNamesOf(...types: readonly string[]): string[] {
  return loadBalancingModules.flatMap((module) => types.map((type) => `aws:${module}/${type}`));
}

const listeners = allNamesOf("listener:Listener", "listenerRule:ListenerRule");
const targets = [...listeners, ...allNamesOf("loadBalancer:LoadBalancer", "targetGroup:TargetGroup")];
const securityGroup = "aws:ec2/securityGroup:SecurityGroup";
const groups = [
  securityGroup,
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
];

const services: MadeOf = {
  ...each(
    ["network-configuration-missing", "network-configuration"],
    anyOf(
      own("networkConfiguration", "launchType", "capacityProviderStrategies"),
      ofTasks("networkMode", "requiresCompatibilities"),
    ),
  ),
  "public-address": own("networkConfiguration", "launchType", "capacityProviderStrategies"),
  "registry-container": anyOf(
    own("serviceRegistries", "launchType"),
    ofTasks("networkMode", "requiresCompatibilities"),
  ),
  "launch-type-and-strategies": own("launchType", "capacityProviderStrategies"),
  "strategy-weights": own("capacityProviderStrategies"),
  "strategy-bases": own("capacityProviderStrategies"),
  "service-placement-constraints": own("placementConstraints", "launchType"),
  "service-placement-strategies": own("orderedPlacementStrategies", "launchType"),
  "platform-version": own("platformVersion", "launchType"),
  "daemon-placement-strategies": own("schedulingStrategy", "orderedPlacementStrategies"),
  "daemon-zone-rebalancing": own("schedulingStrategy", "availabilityZoneRebalancing"),
  "daemon-on-fargate": own("schedulingStrategy", "launchType"),
  "daemon-controller": own("schedulingStrategy", "deploymentController"),
  "minimum-percent": own("deploymentMinimumHealthyPercent"),
  "maximum-percent": own("deploymentMaximumPercent"),
  "equal-percents": own(
    "deploymentMinimumHealthyPercent",
    "deploymentMaximumPercent",
    "deploymentConfiguration",
    "schedulingStrategy",
  ),
  "no-step": anyOf(
    // What scales a service names it.
    own("deploymentMinimumHealthyPercent", "deploymentMaximumPercent", "desiredCount", "name", "cluster"),
    anywhere("aws:appautoscaling/target:Target"),
  ),
  "code-deploy-load-balancer": own("deploymentController", "loadBalancers"),
  "external-load-balancers": own("deploymentController", "loadBalancers"),
  "external-task-definition": anyOf(own("deploymentController"), startsThese),
  "circuit-breaker": own("deploymentController", "deploymentCircuitBreaker"),
  "target-group-and-elb": own("loadBalancers"),
  "classic-load-balancer-fargate": own("loadBalancers", "launchType"),
  "classic-load-balancer-awsvpc": anyOf(own("loadBalancers"), ofTasks("networkMode")),
  "classic-load-balancer-code-deploy": own("loadBalancers", "deploymentController"),
  "role-awsvpc": own("iamRole", "networkConfiguration"),
  "role-load-balancers": own("iamRole", "loadBalancers"),
  "role-no-load-balancer": own("iamRole", "loadBalancers"),
  "advanced-configuration": own("loadBalancers", "deploymentConfiguration"),
  "launch-volume-missing": anyOf(own("volumeConfiguration"), ofTasks("volumes")),
  "volume-size-missing": own("volumeConfiguration"),
};

const taskDefinitions: MadeOf = {
  ...each(
    [
      "no-containers",
      "no-essential-container",
      "container-name-taken",
      "depends-on-missing",
      "depends-on-essential",
      "volumes-from-missing",
      "variable-taken",
      "secret-misplaced",
      "environment-files",
      "ulimit",
      "healthcheck-interval-range",
      "healthcheck-timeout-range",
      "healthcheck-retries-range",
      "healthcheck-start-period-range",
      "restart-policy-attempt-period-range",
      "log-group-missing",
      "router-missing",
      "router-alone",
      "port-name-taken",
      "port-range",
    ],
    own("containerDefinitions"),
  ),
  ...each(
    [
      "fargate-privileged",
      "fargate-devices",
      "fargate-shared-memory-size",
      "fargate-max-swap",
      "fargate-capabilities-add",
      "fargate-docker-security-options",
      "fargate-log-driver-unsupported",
      "gpu",
      "stream-prefix-missing",
    ],
    own("containerDefinitions", "requiresCompatibilities"),
  ),
  ...each(
    [
      "fargate-links",
      "fargate-dns-servers",
      "awsvpc-extra-hosts",
      "awsvpc-hostname",
      "fargate-disable-networking",
      "host-port",
    ],
    own("containerDefinitions", "networkMode"),
  ),
  "fargate-network-mode": own("networkMode", "requiresCompatibilities"),
  "fargate-ipc-mode": own("ipcMode", "requiresCompatibilities"),
  "fargate-pid-mode-host": own("pidMode", "requiresCompatibilities"),
  "fargate-placement-constraints": own("placementConstraints", "requiresCompatibilities"),
  "fargate-docker-volume": own("volumes", "requiresCompatibilities"),
  "fargate-host-source-path": own("volumes", "requiresCompatibilities"),
  "size-missing": own("requiresCompatibilities", "cpu", "memory"),
  size: own("requiresCompatibilities", "cpu", "memory", "runtimePlatform"),
  "container-over-task": own("containerDefinitions", "memory"),
  "containers-over-task": own("containerDefinitions", "cpu", "memory", "requiresCompatibilities"),
  "memory-missing": own("containerDefinitions", "memory", "requiresCompatibilities"),
  "volume-missing": own("containerDefinitions", "volumes"),
  "launch-volume-unused": own("containerDefinitions", "volumes"),
  "access-point-root": own("volumes"),
  "encryption-missing": own("volumes"),
};

const endpoints: MadeOf = {
  ...each(
    [
      "alias-missing",
      "aliases",
      "alias",
      "discovery-name",
      "namespace-missing",
      "namespace-id",
      "namespace-region",
    ],
    own("serviceConnectConfiguration"),
  ),
  "port-name": anyOf(own("serviceConnectConfiguration"), ofTasks("containerDefinitions")),
  "network-mode": anyOf(own("serviceConnectConfiguration"), ofTasks("networkMode")),
  windows: anyOf(own("serviceConnectConfiguration"), ofTasks("runtimePlatform")),
  "external-launch-type": own("serviceConnectConfiguration", "launchType"),
  "deployment-controller": own("serviceConnectConfiguration", "deploymentController"),
  ...each(
    ["alias-taken", "discovery-name-taken"],
    anyOf(
      anywhere(service, "serviceConnectConfiguration"),
      anywhere(cluster, "serviceConnectDefaults"),
      own("cluster"),
    ),
  ),
};

/** Of a server the other services matter as well. */
const connections = anyOf(
  own("cluster"),
  anywhere(service, "serviceConnectConfiguration"),
  anywhere(cluster, "serviceConnectDefaults"),
);

const callers: MadeOf = {
  "caller-without-callee": anyOf(connections, ofTasks("containerDefinitions")),
};

const redeployments: MadeOf = {
  "new-server": anyOf(connections, own("networkConfiguration"), ofTasks("containerDefinitions")),
};

/** Whose tasks are behind a load balancer, and where. */
const behind = anyOf(own("loadBalancers", "networkConfiguration"), ofTasks("networkMode"));

const loadBalancers: MadeOf = {
  "target-type": anyOf(own("loadBalancers", "launchType"), ofTasks("networkMode"), used(targets)),
  container: anyOf(own("loadBalancers"), ofTasks("containerDefinitions")),
  "container-port": anyOf(own("loadBalancers"), ofTasks("containerDefinitions", "networkMode")),
  ...each(
    ["not-admitted", "health-port-not-admitted", "load-balancer-sends-nothing"],
    anyOf(behind, near(targets), near(groups)),
  ),
  "caller-not-admitted": anyOf(
    anywhere(service, "serviceConnectConfiguration", "networkConfiguration", "taskDefinition"),
    anywhere(taskDefinition, "containerDefinitions", "networkMode"),
    near(groups),
  ),
};

const place = anyOf(own("networkConfiguration", "launchType", "capacityProviderStrategies"), startsThese);
const routes = near([
  "aws:ec2/defaultRouteTable:DefaultRouteTable",
  "aws:ec2/routeTable:RouteTable",
  "aws:ec2/route:Route",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
]);
const vpcEndpoints = near("aws:ec2/vpcEndpoint:VpcEndpoint");
const mountTargets = about("aws:efs/fileSystem:FileSystem", "aws:efs/mountTarget:MountTarget");

const networks: MadeOf = {
  "no-egress": anyOf(place, ofTasks("containerDefinitions", "networkMode"), about(securityGroup, groups)),
  "no-public-address": anyOf(place, ofTasks("containerDefinitions", "networkMode"), routes),
  "no-way-out": anyOf(place, ofTasks("containerDefinitions", "networkMode"), routes, vpcEndpoints),
  "endpoint-missing": anyOf(
    place,
    ofTasks("containerDefinitions", "networkMode"),
    routes,
    vpcEndpoints,
    anywhere("aws:route53/record:Record"),
  ),
  "endpoint-not-admitted": anyOf(place, ofTasks("containerDefinitions"), vpcEndpoints, anywhere(groups)),
  "file-system-not-reached": anyOf(place, ofTasks("volumes"), mountTargets, anywhere(groups)),
};

const capacity = anyOf(
  own("capacityProviderStrategies", "cluster"),
  near(cluster, "arn", "name"),
  anywhere("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders"),
);

const prerequisites: MadeOf = {
  ...each(["listener-not-awaited", "listener-missing"], anyOf(own("loadBalancers"), anywhere(listeners))),
  "namespace-not-awaited": anyOf(own("serviceConnectConfiguration"), anywhere(namespaceTypes, "name")),
  ...each(
    ["capacity-provider-not-awaited", "capacity-provider-missing", "capacity-provider-not-listed"],
    capacity,
  ),
  "mount-target-missing": anyOf(ofTasks("volumes"), mountTargets),
  "log-group-elsewhere": anyOf(
    own("serviceConnectConfiguration"),
    ofTasks("containerDefinitions", "requiresCompatibilities"),
    near("aws:cloudwatch/logGroup:LogGroup", "name"),
  ),
};

const inContainers = ofTasks("containerDefinitions");

const firstTasks: MadeOf = {
  "policy-not-awaited": anyOf(
    inContainers,
    used(role),
    about(role, [
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "aws:iam/policyAttachment:PolicyAttachment",
    ]),
  ),
  "secret-value-not-awaited": anyOf(
    inContainers,
    about("aws:secretsmanager/secret:Secret", "aws:secretsmanager/secretVersion:SecretVersion"),
  ),
  "parameter-not-awaited": anyOf(inContainers, own("serviceConnectConfiguration")),
  "mount-target-not-awaited": anyOf(ofTasks("volumes"), mountTargets),
  "log-group-not-awaited": inContainers,
  "image-not-awaited": inContainers,
  "image-not-pushed": inContainers,
};

/** By policy. */
export const madeOf: Readonly<Record<string, MadeOf>> = {
  [servicesAreAccepted]: services,
  [taskDefinitionsAreAccepted]: taskDefinitions,
  [endpointsAreValid]: endpoints,
  [callersAfterCallees]: callers,
  [clientsRedeploy]: redeployments,
  [loadBalancersReachTasks]: loadBalancers,
  [tasksReachAws]: networks,
  [servicesAfterPrerequisites]: prerequisites,
  [firstTasksFindWhatTheyNeed]: firstTasks,
};
