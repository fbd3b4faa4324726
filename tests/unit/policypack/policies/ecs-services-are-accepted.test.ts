import assert from "node:assert/strict";
import fc from "fast-check";
import { type Case, messageOf, testCases } from "../../../support/cases";
import { type Json, judge, servicesAreAccepted, undetermined } from "../../../support/pack";
import { type Input, type Inputs, jsonText, Output, Stack } from "../../../support/stack";

const service = "aws:ecs/service:Service::web";
const rejected = (id: string) => `mandatory ${servicesAreAccepted} ${id} ${service}`;
const advised = (id: string) => `advisory ${undetermined} ${id} ${service}`;

const networkConfiguration = { subnets: ["subnet-1"] };
const onFargate = { launchType: "FARGATE", networkConfiguration };
const unknown = (value: Json) => new Output(value, [], { isKnown: false, from: [] });
const elb = { elbName: "web", containerName: "app", containerPort: 80 };
const targetGroupArn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/1";
const behind = { targetGroupArn, containerName: "app", containerPort: 80 };
const containers = jsonText([{ name: "app", image: "nginx", portMappings: [{ containerPort: 80 }] }]);

/** A service of another stack's tasks. */
const alone =
  (inputs: Inputs) =>
  (stack: Stack): void => {
    stack.service("web", inputs);
  };

/** A service with a task definition of this stack. */
const withDefinition =
  (inputs: Inputs, definition: Inputs = {}) =>
  (stack: Stack): void => {
    const all = { containerDefinitions: containers, ...definition };
    const tasks = stack.taskDefinition("tasks", all);
    stack.service("web", { taskDefinition: tasks.output("arn"), ...inputs });
  };

const refuses = (it: string, id: string, program: Case["program"]): Case => ({
  it: `refuses ${it}`,
  program,
  finds: [rejected(id)],
});
/** Of what AWS has already nothing of the kind is sent. */
const refusesNew = (it: string, id: string, program: Case["program"]): Case => ({
  it: `refuses ${it}, of a new service`,
  program,
  findsAtFirst: [rejected(id)],
});
const advises = (it: string, id: string, program: Case["program"]): Case => ({
  it: `advises against ${it}`,
  program,
  finds: [advised(id)],
});
/** What is wrong is not known before the first update. */
const waitsFor = (it: string, id: string, program: Case["program"]): Case => ({
  it: `waits for ${it}`,
  program,
  finds: [rejected(id)],
  findsAtFirst: [],
});
const takes = (it: string, program: Case["program"]): Case => ({ it: `takes ${it}`, program });

describe("ecs-services-are-accepted", () => {
  describe("registries", () => {
    const registryArn = "arn:aws:servicediscovery:eu-central-1:123456789012:service/srv-1";
    const named = { registryArn, containerName: "app", containerPort: 80 };
    testCases([
      ...["bridge", "host"].flatMap((networkMode) => [
        refuses(
          `tasks with ${networkMode} of which no port is named`,
          "registry-container",
          withDefinition({ serviceRegistries: { registryArn } }, { networkMode }),
        ),
        takes(
          `tasks with ${networkMode} of which a port is named`,
          withDefinition({ serviceRegistries: named }, { networkMode }),
        ),
      ]),
      refuses(
        "tasks on instances of which a container is named, and no port",
        "registry-container",
        withDefinition(
          { launchType: "EC2", serviceRegistries: { registryArn, containerName: "app" } },
          { requiresCompatibilities: ["EC2"] },
        ),
      ),
      takes(
        "a port that is not known",
        withDefinition(
          { serviceRegistries: { ...named, containerPort: unknown(80) } },
          { networkMode: "bridge" },
        ),
      ),
      waitsFor(
        "registries that are not known",
        "registry-container",
        withDefinition({ serviceRegistries: unknown({ registryArn }) }, { networkMode: "host" }),
      ),
      takes(
        "tasks with a network of their own",
        withDefinition(
          { networkConfiguration, serviceRegistries: { registryArn } },
          { networkMode: "awsvpc" },
        ),
      ),
      waitsFor(
        "a mode that is not known",
        "registry-container",
        withDefinition({ serviceRegistries: { registryArn } }, { networkMode: unknown("host") }),
      ),
      takes("tasks of another stack", alone({ launchType: "EC2", serviceRegistries: { registryArn } })),
    ]);
  });

  describe("network", () => {
    const missing = "network-configuration-missing";
    const without = { networkConfiguration: undefined };
    testCases([
      refusesNew("awsvpc without a network", missing, withDefinition(without, { networkMode: "awsvpc" })),
      takes("awsvpc with one", withDefinition({ networkConfiguration }, { networkMode: "awsvpc" })),
      takes(
        "awsvpc with one that is not known",
        withDefinition({ networkConfiguration: unknown({}) }, { networkMode: "awsvpc" }),
      ),
      takes(
        "awsvpc with unknown subnets",
        withDefinition({ networkConfiguration: { subnets: unknown([]) } }, { networkMode: "awsvpc" }),
      ),
      refusesNew("Fargate without one", missing, alone({ ...without, launchType: "FARGATE" })),
      refusesNew(
        "Fargate by a capacity provider without one",
        missing,
        alone({ ...without, capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] }),
      ),
      takes(
        "a capacity provider that is not known",
        alone({
          ...without,
          capacityProviderStrategies: [{ capacityProvider: unknown("FARGATE"), weight: 1 }],
        }),
      ),
      takes("a launch type that is not known", alone({ launchType: unknown("EC2") })),
      takes("Fargate with one", alone(onFargate)),
      refuses(
        "public addresses of tasks on instances",
        "public-address",
        alone({ launchType: "EC2", networkConfiguration: { ...networkConfiguration, assignPublicIp: true } }),
      ),
      ...[
        { launchType: "FARGATE", assignPublicIp: true },
        { launchType: "EC2", assignPublicIp: false },
        { launchType: undefined, assignPublicIp: true },
      ].map(({ launchType, assignPublicIp }, index) =>
        takes(
          `public addresses where they may be, ${index + 1}`,
          alone({ launchType, networkConfiguration: { ...networkConfiguration, assignPublicIp } }),
        ),
      ),
      ...[
        { launchType: "EC2", assignPublicIp: unknown(true) },
        { launchType: unknown("EC2"), assignPublicIp: true },
      ].map(({ launchType, assignPublicIp }, index) =>
        waitsFor(
          `what is not known of public addresses, ${index + 1}`,
          "public-address",
          alone({ launchType, networkConfiguration: { ...networkConfiguration, assignPublicIp } }),
        ),
      ),
      takes("a task set's service without one", (stack) => {
        const external = { deploymentController: { type: "EXTERNAL" }, taskDefinition: undefined };
        stack.service("web", { ...without, launchType: "FARGATE", ...external });
      }),
      ...["bridge", "host", "none"].flatMap((networkMode) => [
        refuses(
          `a network with ${networkMode}`,
          "network-configuration",
          withDefinition({ networkConfiguration }, { networkMode }),
        ),
        takes(`${networkMode} without a network`, withDefinition({}, { networkMode })),
      ]),
      refuses(
        "a network without a mode on EC2",
        "network-configuration",
        withDefinition({ networkConfiguration, launchType: "EC2" }),
      ),
      refuses(
        "a network without a mode for EC2",
        "network-configuration",
        withDefinition({ networkConfiguration }, { requiresCompatibilities: ["EC2"] }),
      ),
      takes("a network without a mode, somewhere", withDefinition({ networkConfiguration })),
      takes(
        "a network without a mode for Managed Instances",
        withDefinition({ networkConfiguration }, { requiresCompatibilities: ["MANAGED_INSTANCES"] }),
      ),
      takes(
        "a network without a mode for Managed Instances and EC2",
        withDefinition({ networkConfiguration }, { requiresCompatibilities: ["EC2", "MANAGED_INSTANCES"] }),
      ),
      refusesNew(
        "Managed Instances without a network",
        missing,
        withDefinition({}, { requiresCompatibilities: ["MANAGED_INSTANCES"] }),
      ),
      takes("no network and no mode", withDefinition({})),
      takes(
        "a network with a mode that is not known",
        withDefinition({ networkConfiguration }, { networkMode: unknown("awsvpc") }),
      ),
      takes("a network with another stack's tasks", alone({ networkConfiguration })),
      waitsFor(
        "platforms that are not known",
        "network-configuration",
        withDefinition({ networkConfiguration }, { requiresCompatibilities: unknown(["EC2"]) }),
      ),
    ]);

    for (const requiresCompatibilities of [["EC2"], ["EC2", "FARGATE"]]) {
      testCases([
        takes(
          `tasks for ${requiresCompatibilities.join(" and ")} with awsvpc on Fargate`,
          withDefinition(onFargate, {
            requiresCompatibilities,
            networkMode: "awsvpc",
            cpu: "256",
            memory: "512",
          }),
        ),
      ]);
    }
  });

  describe("capacity", () => {
    const by = (...strategies: Input[]) => ({
      networkConfiguration,
      capacityProviderStrategies: strategies,
    });
    const provider = (numbers: Inputs = { weight: 1 }) => ({ capacityProvider: "FARGATE", ...numbers });
    testCases([
      {
        it: "refuses a launch type beside a strategy, of a new service",
        program: alone({ ...onFargate, ...by(provider()) }),
        findsAtFirst: [rejected("launch-type-and-strategies")],
      },
      takes("a launch type beside an empty strategy", alone({ ...onFargate, ...by() })),
      takes("a strategy without a launch type", alone(by(provider()))),
      takes(
        "a launch type that is not known beside a strategy",
        alone({ ...by(provider()), launchType: unknown("EC2") }),
      ),
      refuses("one weight of 0", "strategy-weights", alone(by(provider({ weight: 0 })))),
      refuses(
        "a strategy without weights",
        "strategy-weights",
        alone(by(provider({}), provider({ base: 1 }))),
      ),
      takes("one weight above 0", alone(by(provider({ weight: 0, base: 1 }), provider()))),
      takes("a weight that is not known", alone(by(provider({ weight: unknown(1) })))),
      takes("a strategy that is not known", alone({ capacityProviderStrategies: unknown([]) })),
      refuses(
        "two bases",
        "strategy-bases",
        alone(by(provider({ weight: 1, base: 1 }), provider({ weight: 1, base: 2 }))),
      ),
      takes("one base", alone(by(provider({ weight: 1, base: 1 }), provider({ weight: 1, base: 0 })))),
      waitsFor(
        "a base that is not known",
        "strategy-bases",
        alone(by(provider({ weight: 1, base: 1 }), provider({ weight: 1, base: unknown(2) }))),
      ),
    ]);
  });

  describe("placement", () => {
    const placementConstraints = [{ type: "distinctInstance" }];
    const orderedPlacementStrategies = [{ type: "spread", field: "instanceId" }];
    const daemon = { schedulingStrategy: "DAEMON", launchType: "EC2" };
    testCases([
      refuses(
        "constraints on Fargate",
        "service-placement-constraints",
        alone({ ...onFargate, placementConstraints }),
      ),
      takes("constraints on instances", alone({ launchType: "EC2", placementConstraints })),
      takes("an empty list of constraints", alone({ ...onFargate, placementConstraints: [] })),
      refuses(
        "strategies on Fargate",
        "service-placement-strategies",
        alone({ ...onFargate, orderedPlacementStrategies }),
      ),
      takes("strategies on instances", alone({ launchType: "EC2", orderedPlacementStrategies })),
      takes(
        "strategies that are not known",
        alone({ ...onFargate, orderedPlacementStrategies: unknown([]) }),
      ),
      refuses(
        "a platform version on instances",
        "platform-version",
        alone({ launchType: "EC2", platformVersion: "LATEST" }),
      ),
      takes("a platform version on Fargate", alone({ ...onFargate, platformVersion: "1.4.0" })),
      takes("a platform version without a launch type", alone({ platformVersion: "LATEST" })),
      waitsFor(
        "a platform version that is not known",
        "platform-version",
        alone({ launchType: "EC2", platformVersion: unknown("LATEST") }),
      ),
      refuses(
        "strategies of a daemon",
        "daemon-placement-strategies",
        alone({ ...daemon, orderedPlacementStrategies }),
      ),
      takes("constraints of a daemon", alone({ ...daemon, placementConstraints })),
      refuses(
        "zone rebalancing of a daemon",
        "daemon-zone-rebalancing",
        alone({ ...daemon, availabilityZoneRebalancing: "ENABLED" }),
      ),
      takes("none of a daemon", alone({ ...daemon, availabilityZoneRebalancing: "DISABLED" })),
      takes("zone rebalancing of replicas", alone({ availabilityZoneRebalancing: "ENABLED" })),
      advises(
        "a daemon on Fargate",
        "daemon-on-fargate",
        alone({ ...onFargate, schedulingStrategy: "DAEMON" }),
      ),
      takes(
        "a scheduling strategy that is not known",
        alone({ ...onFargate, schedulingStrategy: unknown("REPLICA") }),
      ),
      advises(
        "a daemon with CodeDeploy",
        "daemon-controller",
        alone({ ...daemon, deploymentController: { type: "CODE_DEPLOY" }, loadBalancers: [behind] }),
      ),
      takes("a daemon with ECS", alone({ ...daemon, deploymentController: { type: "ECS" } })),
    ]);
  });

  describe("percentages", () => {
    const bounds = (minimum: Input, maximum: Input, desiredCount: Input = 4) => ({
      deploymentMinimumHealthyPercent: minimum,
      deploymentMaximumPercent: maximum,
      desiredCount,
    });
    const stuck = bounds(100, 134, 1);
    const scaledBy =
      (target: Inputs, inputs: Inputs = stuck) =>
      (stack: Stack): void => {
        stack.service("web", inputs);
        const all = { serviceNamespace: "ecs", minCapacity: 1, maxCapacity: 4, ...target };
        stack.custom("aws:appautoscaling/target:Target", "web", all);
      };
    testCases([
      refuses("a minimum of 101", "minimum-percent", alone(bounds(101, 200))),
      refuses(
        "a daemon's minimum of 101",
        "minimum-percent",
        alone({ schedulingStrategy: "DAEMON", deploymentMinimumHealthyPercent: 101 }),
      ),
      takes("a minimum of 100", alone(bounds(100, 200))),
      refuses("a maximum of 99", "maximum-percent", alone(bounds(0, 99))),
      takes("a maximum of 100", alone(bounds(0, 100))),
      takes(
        "a daemon's maximum, which is not sent",
        alone({ schedulingStrategy: "DAEMON", deploymentMaximumPercent: 99 }),
      ),
      refuses("100 for both", "equal-percents", alone(bounds(100, 100))),
      takes("100 for both of a daemon", alone({ ...bounds(100, 100), schedulingStrategy: "DAEMON" })),
      takes(
        "100 for both of a deployment that shifts traffic",
        alone({ ...bounds(100, 100), deploymentConfiguration: { strategy: "BLUE_GREEN" } }),
      ),
      waitsFor(
        "how deployments go",
        "equal-percents",
        alone({ ...bounds(100, 100), deploymentConfiguration: unknown({}) }),
      ),
      refuses("one task and 134 percent", "no-step", alone(stuck)),
      refuses("one task and 50 to 150 percent", "no-step", alone(bounds(50, 150, 1))),
      refuses(
        "a maximum of 134 and the minimum of AWS",
        "no-step",
        alone({
          deploymentMaximumPercent: 134,
          desiredCount: 2,
        }),
      ),
      takes("three tasks and 134 percent", alone(bounds(100, 134, 3))),
      takes("two tasks and 50 to 150 percent", alone(bounds(50, 150, 2))),
      takes("0 to 100 percent of one task", alone(bounds(0, 100, 1))),
      takes("75 to 100 percent of four tasks", alone(bounds(75, 100, 4))),
      refuses("75 to 100 percent of three tasks", "no-step", alone(bounds(75, 100, 3))),
      takes("no tasks", alone(bounds(100, 134, 0))),
      takes("no number of tasks", alone({ ...stuck, desiredCount: undefined })),
      waitsFor("a number of tasks that is not known", "no-step", alone(bounds(100, 134, unknown(1)))),
      waitsFor("a percentage that is not known", "no-step", alone(bounds(100, unknown(134), 1))),
      takes("the percentages of AWS", alone({ desiredCount: 1 })),
      takes(
        "CodeDeploy, which does not count them",
        alone({ ...stuck, deploymentController: { type: "CODE_DEPLOY" }, loadBalancers: [behind] }),
      ),
      takes("a service that is scaled", scaledBy({ resourceId: "service/shop/web" })),
      takes("a service that may be scaled", scaledBy({ resourceId: unknown("service/shop/web") })),
      refuses("a service beside a scaled one", "no-step", scaledBy({ resourceId: "service/shop/api" })),
      refuses(
        "a service beside a scaled table",
        "no-step",
        scaledBy({ serviceNamespace: "dynamodb", resourceId: "table/web" }),
      ),
      takes("a service that is scaled outside of the program", (stack) => {
        stack.service("web", stuck, { ignoreChanges: ["desiredCount"] });
      }),
      takes("a service that another provider may scale", (stack) => {
        stack.service("web", stuck);
        stack.custom("aws-native:applicationautoscaling:ScalableTarget", "web", {});
      }),
      {
        it: "tells by its edges which service a target scales",
        program: (stack) => {
          const web = stack.service("web", { ...stuck, name: unknown("web") });
          const api = stack.service("api", { desiredCount: 1, name: unknown("api") });
          for (const [name, scaled] of Object.entries({ web, api }))
            stack.custom("aws:appautoscaling/target:Target", name, {
              serviceNamespace: "ecs",
              resourceId: scaled.output("id"),
            });
        },
      },
    ]);
  });

  describe("controllers", () => {
    const by = (type: Input) => ({ deploymentController: { type } });
    const breaker = (enable: boolean) => ({ deploymentCircuitBreaker: { enable, rollback: true } });
    const external = { ...by("EXTERNAL"), taskDefinition: undefined };
    testCases([
      refuses("CodeDeploy without load balancers", "code-deploy-load-balancer", alone(by("CODE_DEPLOY"))),
      refuses(
        "CodeDeploy with an empty list of them",
        "code-deploy-load-balancer",
        alone({ ...by("CODE_DEPLOY"), loadBalancers: [] }),
      ),
      takes("CodeDeploy with one", alone({ ...by("CODE_DEPLOY"), loadBalancers: [behind] })),
      waitsFor(
        "load balancers that are not known",
        "code-deploy-load-balancer",
        alone({ ...by("CODE_DEPLOY"), loadBalancers: unknown([]) }),
      ),
      takes("a controller that is not known", alone(by(unknown("ECS")))),
      takes("a task set's service", alone(external)),
      refuses(
        "load balancers with a task set's service",
        "external-load-balancers",
        alone({ ...external, loadBalancers: [behind] }),
      ),
      refuses("another stack's tasks with one", "external-task-definition", alone(by("EXTERNAL"))),
      refuses("tasks of this stack with one", "external-task-definition", withDefinition(by("EXTERNAL"))),
      advises(
        "a circuit breaker with CodeDeploy",
        "circuit-breaker",
        alone({ ...by("CODE_DEPLOY"), ...breaker(true), loadBalancers: [behind] }),
      ),
      advises(
        "a circuit breaker with a task set's service",
        "circuit-breaker",
        alone({ ...external, ...breaker(true) }),
      ),
      takes("a circuit breaker that is off", alone({ ...external, ...breaker(false) })),
      takes("a circuit breaker with ECS", alone({ ...by("ECS"), ...breaker(true) })),
      takes("a circuit breaker without a controller", alone(breaker(true))),
    ]);
  });

  describe("load balancers", () => {
    const awsvpc = { networkMode: "awsvpc" };
    const advancedConfiguration = {
      alternateTargetGroupArn: targetGroupArn,
      productionListenerRule:
        "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener-rule/app/web/1/2/3",
      roleArn: "arn:aws:iam::123456789012:role/shifts",
    };
    const iamRole = "ecsServiceRole";
    testCases([
      refuses(
        "a target group beside a Classic Load Balancer",
        "target-group-and-elb/1",
        alone({ loadBalancers: [{ ...behind, elbName: "web" }] }),
      ),
      takes("one beside the other", alone({ loadBalancers: [behind, elb] })),
      waitsFor(
        "what stands beside a Classic Load Balancer",
        "target-group-and-elb/1",
        alone({ loadBalancers: [{ ...behind, elbName: "web", targetGroupArn: unknown(targetGroupArn) }] }),
      ),
      refuses(
        "a Classic Load Balancer on Fargate",
        "classic-load-balancer-fargate",
        alone({ ...onFargate, loadBalancers: [elb] }),
      ),
      takes("one on instances", alone({ launchType: "EC2", loadBalancers: [elb] })),
      refuses(
        "one that CodeDeploy is to shift traffic behind",
        "classic-load-balancer-code-deploy",
        alone({ launchType: "EC2", loadBalancers: [elb], deploymentController: { type: "CODE_DEPLOY" } }),
      ),
      takes(
        "a target group that CodeDeploy is to shift traffic from",
        alone({ launchType: "EC2", loadBalancers: [behind], deploymentController: { type: "CODE_DEPLOY" } }),
      ),
      takes(
        "one whose controller is not known",
        alone({ launchType: "EC2", loadBalancers: [elb], deploymentController: { type: unknown("ECS") } }),
      ),
      advises(
        "one with awsvpc",
        "classic-load-balancer-awsvpc",
        withDefinition({ launchType: "EC2", networkConfiguration, loadBalancers: [elb] }, awsvpc),
      ),
      takes("one with bridge", withDefinition({ loadBalancers: [elb] }, { networkMode: "bridge" })),
      refusesNew(
        "a role with a network",
        "role-awsvpc",
        alone({ iamRole, networkConfiguration, loadBalancers: [behind] }),
      ),
      takes("a role without a network", alone({ iamRole, loadBalancers: [elb] })),
      takes(
        "the role that ECS makes itself",
        alone({
          iamRole: "arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
          networkConfiguration,
        }),
      ),
      refusesNew(
        "a role with two target groups",
        "role-load-balancers",
        alone({ iamRole, loadBalancers: [behind, { ...behind, targetGroupArn: `${targetGroupArn}0` }] }),
      ),
      takes(
        "a role that is not known",
        alone({ iamRole: unknown(iamRole), networkConfiguration, loadBalancers: [behind] }),
      ),
      refusesNew("a role without load balancers", "role-no-load-balancer", alone({ iamRole })),
      takes("a role with load balancers that are not known", alone({ iamRole, loadBalancers: unknown([]) })),
      ...["BLUE_GREEN", "LINEAR", "CANARY"].flatMap((strategy) => [
        advises(
          `${strategy} between nothing`,
          "advanced-configuration",
          alone({ deploymentConfiguration: { strategy }, loadBalancers: [behind] }),
        ),
        takes(
          `${strategy} between two target groups`,
          alone({
            deploymentConfiguration: { strategy },
            loadBalancers: [{ ...behind, advancedConfiguration: unknown(advancedConfiguration) }],
          }),
        ),
        takes(`${strategy} without load balancers`, alone({ deploymentConfiguration: { strategy } })),
      ]),
      takes(
        "a rolling deployment behind one target group",
        alone({ deploymentConfiguration: { strategy: "ROLLING" }, loadBalancers: [behind] }),
      ),
    ]);

    it("knows a role and a target group of the stack before AWS has them", async () => {
      const stack = new Stack();
      const role = stack.role("service");
      const group = stack.custom(
        "aws:lb/targetGroup:TargetGroup",
        "web",
        { targetType: "ip" },
        {},
        { computed: { arn: targetGroupArn } },
      );
      stack.service("web", {
        iamRole: role.output("arn"),
        networkConfiguration,
        loadBalancers: [{ ...elb, targetGroupArn: group.output("arn") }],
      });
      assert.deepEqual(await idsIn(stack), ["role-awsvpc", "target-group-and-elb/1"]);
    });
  });

  describe("volumes", () => {
    const roleArn = "arn:aws:iam::123456789012:role/volumes";
    const configures = (managedEbsVolume: Inputs = { sizeInGb: 20 }) => ({
      volumeConfiguration: { name: "data", managedEbsVolume: { roleArn, ...managedEbsVolume } },
    });
    const mounted = {
      containerDefinitions: jsonText([
        { name: "app", image: "nginx", mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] },
      ]),
    };
    const has = (volume: Inputs) => ({ ...mounted, volumes: [{ name: "data", ...volume }] });
    testCases([
      refuses("a volume that there is not", "launch-volume-missing/data", withDefinition(configures())),
      refuses(
        "one that is not left to the launch",
        "launch-volume-missing/data",
        withDefinition(configures(), has({ configureAtLaunch: false })),
      ),
      takes("one that is", withDefinition(configures(), has({ configureAtLaunch: true }))),
      takes("a volume of another stack's tasks", alone(configures())),
      advises(
        "a volume without a size",
        "volume-size-missing/data",
        withDefinition(configures({}), has({ configureAtLaunch: true })),
      ),
      advises(
        "a volume of nothing",
        "volume-size-missing/data",
        withDefinition(configures({ sizeInGb: 0 }), has({ configureAtLaunch: true })),
      ),
      takes(
        "a snapshot",
        withDefinition(configures({ snapshotId: "snap-1" }), has({ configureAtLaunch: true })),
      ),
      takes(
        "a size that is not known",
        withDefinition(configures({ sizeInGb: unknown(20) }), has({ configureAtLaunch: true })),
      ),
      takes(
        "a snapshot that is not known",
        withDefinition(configures({ snapshotId: unknown("snap-1") }), has({ configureAtLaunch: true })),
      ),
    ]);

    it("does not judge where it is not known which volumes there are", async () => {
      for (const volumes of [unknown([]), [{ name: "data", configureAtLaunch: unknown(true) }]]) {
        const stack = new Stack();
        withDefinition(configures(), { ...mounted, volumes })(stack);
        assert.deepEqual(await idsIn(stack), []);
      }
    });
  });

  it("presumes where the way to the task definition leads through a package", async () => {
    const stack = new Stack();
    const packaged = stack.component("tasks", { packaged: true });
    const tasks = stack.taskDefinition(
      "tasks",
      { networkMode: "bridge", containerDefinitions: containers },
      { parent: packaged },
    );
    stack.service("web", { networkConfiguration, taskDefinition: packaged.passes(tasks.output("arn")) });
    const { diagnostics } = await judge(stack.seen("first preview"));
    const own = diagnostics.filter(({ policy }) => policy === servicesAreAccepted);
    assert.deepEqual(
      own.map(({ ids, presumed }) => [ids, presumed]),
      [[["network-configuration"], true]],
    );
  });

  it("leaves out what the operation leaves out", async () => {
    const stack = new Stack();
    stack.service("web", { launchType: "FARGATE", networkConfiguration: undefined }, { leftOut: true });
    assert.deepEqual(await idsIn(stack), []);
  });

  it("says what fails, and what to change", async () => {
    const stack = new Stack();
    alone({ launchType: "FARGATE", networkConfiguration: undefined })(stack);
    assert.match(
      await messageOf(servicesAreAccepted, stack, {}, "first preview"),
      /^Service `web` has no `networkConfiguration`, and its tasks have a network of their own\.\nWhat fails: AWS refuses the service: InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc' is specified\.\nChange: say in which subnets the tasks run:\n {4}networkConfiguration: \{ subnets: \[\/\* ids of the subnets \*\/\], securityGroups: \[\/\* ids of the groups \*\/\] \},/,
    );
  });

  it("tells no values of properties", async () => {
    const stack = new Stack();
    alone({
      ...onFargate,
      iamRole: "s3cret-role",
      placementConstraints: [{ type: "memberOf", expression: "s3cret" }],
      loadBalancers: [
        { elbName: "s3cret", targetGroupArn: "s3cret", containerName: "s3cret", containerPort: 80 },
      ],
    })(stack);
    const { diagnostics } = await judge(stack.seen("first preview"));
    const own = diagnostics.filter(({ policy }) => policy === servicesAreAccepted);
    assert.equal(own.length, 4);
    for (const { message } of own) assert.doesNotMatch(message, /s3cret/);
  });

  it("says nothing of services that are right, whatever is known of them", async () => {
    await fc.assert(
      fc.asyncProperty(
        rightServices,
        fc.constantFrom("first preview", "update preview"),
        async (made, moment) => {
          const stack = new Stack();
          withDefinition(made.inputs, made.definition)(stack);
          assert.deepEqual(await idsIn(stack, moment as "first preview"), []);
        },
      ),
      { numRuns: 200 },
    );
  });
});

async function idsIn(
  stack: Stack,
  moment: "first preview" | "update preview" = "first preview",
): Promise<string[]> {
  const { diagnostics } = await judge(stack.seen(moment));
  return diagnostics
    .filter(
      ({ policy, urn }) => [servicesAreAccepted, undetermined].includes(policy) && urn.endsWith(service),
    )
    .flatMap(({ ids }) => ids)
    .sort();
}

interface Right {
  readonly inputs: Inputs;
  readonly definition: Inputs;
}

/** How many tasks there are and between which bounds they may be, so that a deployment has a step. */
const bounds = fc
  .record({
    desiredCount: fc.integer({ min: 0, max: 20 }),
    minimum: fc.integer({ min: 0, max: 100 }),
    maximum: fc.integer({ min: 100, max: 400 }),
  })
  .filter(({ desiredCount: desired, minimum, maximum }) =>
    minimum + maximum !== 200 || minimum !== 100
      ? desired === 0 || hasStep(desired, minimum, maximum)
      : false,
  )
  .map(({ desiredCount, minimum, maximum }) => ({
    desiredCount,
    deploymentMinimumHealthyPercent: minimum,
    deploymentMaximumPercent: maximum,
  }));

/** Counted task by task, another way than the policy does. */
function hasStep(desired: number, minimum: number, maximum: number): boolean {
  return (desired - 1) * 100 >= desired * minimum || (desired + 1) * 100 <= desired * maximum;
}

const onInstances: fc.Arbitrary<Right> = fc.record({
  inputs: fc
    .tuple(
      bounds,
      fc.record(
        {
          launchType: fc.constantFrom("EC2", "EXTERNAL"),
          placementConstraints: fc.constant([{ type: "distinctInstance" }]),
          orderedPlacementStrategies: fc.constant([{ type: "random" }]),
          deploymentCircuitBreaker: fc.constant({ enable: true, rollback: true }),
          availabilityZoneRebalancing: fc.constantFrom("DISABLED"),
        },
        { requiredKeys: [] },
      ),
      fc.constantFrom({}, { loadBalancers: [elb] }, { loadBalancers: [elb], iamRole: "ecsServiceRole" }),
    )
    .map((parts) => Object.assign({}, ...parts) as Inputs),
  definition: fc.constantFrom(
    {},
    { networkMode: "bridge" },
    { networkMode: "host" },
    { networkMode: "none" },
  ),
});

const withNetwork: fc.Arbitrary<Right> = fc.record({
  inputs: fc
    .tuple(
      bounds,
      fc.constantFrom<Inputs>(
        { launchType: "FARGATE" },
        { launchType: "FARGATE", platformVersion: "LATEST" },
        { capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] },
        {
          capacityProviderStrategies: [
            { capacityProvider: "FARGATE", weight: 0, base: 1 },
            { capacityProvider: "FARGATE_SPOT", weight: 3 },
          ],
        },
      ),
      fc.record(
        {
          loadBalancers: fc.constant([behind]),
          deploymentController: fc.constantFrom<Inputs>({}, { type: "ECS" }),
          deploymentConfiguration: fc.constant({ strategy: "ROLLING" }),
          availabilityZoneRebalancing: fc.constantFrom("ENABLED", "DISABLED"),
        },
        { requiredKeys: [] },
      ),
      fc.constant({ networkConfiguration }),
    )
    .map((parts) => Object.assign({}, ...parts) as Inputs),
  definition: fc.constantFrom<Inputs>(
    { networkMode: "awsvpc" },
    { networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"], cpu: "256", memory: "512" },
  ),
});

const daemons: fc.Arbitrary<Right> = fc.record({
  inputs: fc.record(
    {
      schedulingStrategy: fc.constant("DAEMON"),
      launchType: fc.constant("EC2"),
      placementConstraints: fc.constant([{ type: "distinctInstance" }]),
      deploymentMinimumHealthyPercent: fc.integer({ min: 0, max: 100 }),
      deploymentMaximumPercent: fc.integer({ min: 0, max: 200 }),
      desiredCount: fc.integer({ min: 0, max: 3 }),
    },
    { requiredKeys: ["schedulingStrategy", "launchType"] },
  ) as fc.Arbitrary<Inputs>,
  definition: fc.constantFrom({}, { networkMode: "host" }),
});

const rightServices = fc.oneof(onInstances, withNetwork, daemons);
