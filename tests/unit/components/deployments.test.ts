import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { FargateService } from "../../../components";
import { planDeployment } from "../../../components/services/deployment";
import { planTask } from "../../../components/tasks/plan";
import { ofType, type Registered, registered } from "../../support/mocks";
import {
  argumentsOf,
  definitionOf,
  documentOf,
  make,
  makeApplication,
  served,
  serviceOf,
  settled,
} from "./made";

type Args = NonNullable<Parameters<typeof make>[0]>;
type Deployment = NonNullable<Args["deployment"]>;
type Autoscaling = NonNullable<Args["autoscaling"]>;

const roles = "aws:iam/role:Role";
const attachments = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const alarms = "aws:cloudwatch/metricAlarm:MetricAlarm";
const listeners = "aws:lb/listener:Listener";
const rules = "aws:lb/listenerRule:ListenerRule";
const targetGroups = "aws:lb/targetGroup:TargetGroup";
const policies = "aws:appautoscaling/policy:Policy";
const schedules = "aws:appautoscaling/scheduledAction:ScheduledAction";

const targetGroupArn = (name: string) =>
  `arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/${name}/0123456789abcdef`;
const ruleArn = (name: string) => `arn:of:${rules}:${name}`;
const listenerArn = (name: string) => `arn:of:${listeners}:${name}`;
const roleArn = (name: string) => `arn:of:${roles}:${name}`;

/** Both target groups, the first of which has all traffic. */
const bothTargetGroups = [
  {
    type: "forward",
    forward: {
      targetGroups: [
        { arn: targetGroupArn("shop"), weight: 100 },
        { arn: targetGroupArn("shop-alternate"), weight: 0 },
      ],
    },
  },
];

/** What a service behind a load balancer registers that is deployed in some way. */
function deploy(deployment: Deployment, edit: Args = {}): Promise<Registered[]> {
  return make({ ...served, loadBalancer: {}, deployment, ...edit });
}

/** How ECS shifts traffic to the service. */
function shiftingOf(resources: Registered[]) {
  const [target, ...others] = serviceOf(resources).loadBalancers as { advancedConfiguration?: object }[];
  assert.ok(target && others.length === 0);
  return target.advancedConfiguration;
}

/** Ports on which a security group lets somebody in. */
function portsOf(resources: Registered[], name: string): number[] {
  const { ingress } = argumentsOf(resources, "aws:ec2/securityGroup:SecurityGroup", name);
  return (ingress as { fromPort: number }[]).map(({ fromPort }) => fromPort);
}

/** Names of what is made of a type. */
const namesOf = (resources: Registered[], type: string) => [...ofType(resources, type).keys()].sort();

describe("a strategy of deployment", () => {
  const strategies: [Deployment, object | undefined][] = [
    [{}, undefined],
    [{ strategy: "rolling" }, undefined],
    [{ strategy: "blueGreen" }, { strategy: "BLUE_GREEN", bakeTimeInMinutes: "15" }],
    [
      { strategy: "blueGreen", bakeTimeInMinutes: 0 },
      { strategy: "BLUE_GREEN", bakeTimeInMinutes: "0" },
    ],
    [
      { strategy: "linear" },
      {
        strategy: "LINEAR",
        bakeTimeInMinutes: "15",
        linearConfiguration: { stepPercent: 10, stepBakeTimeInMinutes: "6" },
      },
    ],
    [
      { strategy: "linear", bakeTimeInMinutes: 1440, stepPercent: 3, stepBakeTimeInMinutes: 0 },
      {
        strategy: "LINEAR",
        bakeTimeInMinutes: "1440",
        linearConfiguration: { stepPercent: 3, stepBakeTimeInMinutes: "0" },
      },
    ],
    [
      { strategy: "canary" },
      {
        strategy: "CANARY",
        bakeTimeInMinutes: "15",
        canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: "10" },
      },
    ],
    [
      { strategy: "canary", bakeTimeInMinutes: 5, stepPercent: 0.1, stepBakeTimeInMinutes: 1440 },
      {
        strategy: "CANARY",
        bakeTimeInMinutes: "5",
        canaryConfiguration: { canaryPercent: 0.1, canaryBakeTimeInMinutes: "1440" },
      },
    ],
  ];
  for (const [deployment, configuration] of strategies) {
    it(`is told to ECS: ${JSON.stringify(deployment)}`, async () => {
      const service = serviceOf(await deploy(deployment));
      assert.deepEqual(service.deploymentConfiguration, configuration);
      assert.deepEqual(service.deploymentCircuitBreaker, { enable: true, rollback: true });
    });
  }

  it("may keep fewer tasks, or have more, than the service has", async () => {
    const service = serviceOf(await deploy({ minimumHealthyPercent: 0, maximumPercent: 100 }));
    assert.equal(service.deploymentMinimumHealthyPercent, 0);
    assert.equal(service.deploymentMaximumPercent, 100);
  });

  for (const strategy of ["linear", "canary"])
    it(`may be \`${strategy}\` with a name in Service Connect and no load balancer`, async () => {
      const resources = await make({
        port: 8080,
        serviceConnect: { namespace: "arn:ns", dnsName: "shop" },
        deployment: { strategy },
      });
      const { deploymentConfiguration, loadBalancers } = serviceOf(resources);
      assert.equal((deploymentConfiguration as { strategy: string }).strategy, strategy.toUpperCase());
      assert.deepEqual(loadBalancers, []);
      assert.deepEqual(namesOf(resources, roles), ["shop-execution", "shop-task"]);
    });
});

describe("a deployment that shifts traffic", () => {
  it("has a second target group like the first", async () => {
    const resources = await deploy({ strategy: "blueGreen" });
    assert.deepEqual(namesOf(resources, targetGroups), ["shop", "shop-alternate"]);
    assert.deepEqual(
      argumentsOf(resources, targetGroups, "shop-alternate"),
      argumentsOf(resources, targetGroups, "shop"),
    );
  });

  it("has a rule that forwards to both, at a place of its own", async () => {
    const resources = await deploy({ strategy: "blueGreen" });
    assert.deepEqual(Object.fromEntries(ofType(resources, rules)), {
      "shop-production": {
        listenerArn: listenerArn("shop"),
        priority: 47_971,
        conditions: [{ pathPattern: { values: ["/*"] } }],
        actions: bothTargetGroups,
      },
    });
  });

  it("tells ECS the rule, the second target group and the role", async () => {
    assert.deepEqual(shiftingOf(await deploy({ strategy: "canary" })), {
      alternateTargetGroupArn: targetGroupArn("shop-alternate"),
      productionListenerRule: ruleArn("shop-production"),
      roleArn: roleArn("shop-infrastructure"),
    });
  });

  it("has a role of ECS itself, with what AWS says that it needs", async () => {
    const resources = await deploy({ strategy: "linear" });
    const { assumeRolePolicy } = argumentsOf(resources, roles, "shop-infrastructure");
    const { Statement } = assumeRolePolicy as { Statement: { Sid: string }[] };
    assert.deepEqual(
      Statement.map(({ Sid: _, ...statement }) => statement),
      [{ Effect: "Allow", Principal: { Service: "ecs.amazonaws.com" }, Action: "sts:AssumeRole" }],
    );
    assert.deepEqual(argumentsOf(resources, attachments, "shop-infrastructure"), {
      role: "shop-infrastructure-0000000",
      policyArn: "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
    });
  });

  it("bounds its roles as those of the task", async () => {
    const permissionsBoundaryArn = "arn:aws:iam::123456789012:policy/boundary";
    const hooks = [{ functionArn: "arn:check", stages: ["POST_SCALE_UP"] }];
    const resources = await deploy({ strategy: "blueGreen", hooks }, { permissionsBoundaryArn });
    for (const name of ["shop-infrastructure", "shop-hooks"])
      assert.equal(argumentsOf(resources, roles, name).permissionsBoundary, permissionsBoundaryArn, name);
  });

  it("is tried on a port of its own, by a listener and a rule like that of production", async () => {
    const resources = await deploy({ strategy: "blueGreen", testPort: 9000 });
    const { port, protocol, defaultActions } = argumentsOf(resources, listeners, "shop-test-9000");
    assert.deepEqual([port, protocol], [9000, "HTTP"]);
    assert.deepEqual(defaultActions, argumentsOf(resources, listeners, "shop").defaultActions);
    assert.deepEqual(argumentsOf(resources, rules, "shop-test"), {
      ...argumentsOf(resources, rules, "shop-production"),
      listenerArn: listenerArn("shop-test-9000"),
    });
    assert.deepEqual(shiftingOf(resources), {
      alternateTargetGroupArn: targetGroupArn("shop-alternate"),
      productionListenerRule: ruleArn("shop-production"),
      testListenerRule: ruleArn("shop-test"),
      roleArn: roleArn("shop-infrastructure"),
    });
  });

  it("is tried with the certificate of the domain, on a port that is open", async () => {
    const loadBalancer = { domain: "shop.example.com", certificateArn: "arn:cert" };
    const resources = await deploy({ strategy: "blueGreen", testPort: 9000 }, { loadBalancer });
    const { protocol, certificateArn } = argumentsOf(resources, listeners, "shop-test-9000");
    assert.deepEqual([protocol, certificateArn], ["HTTPS", "arn:cert"]);
    assert.deepEqual(portsOf(resources, "shop-load-balancer"), [80, 443, 9000]);
  });

  it("is shifted by the listeners of a network load balancer", async () => {
    const loadBalancer = { type: "network", listenerPort: 5432 };
    const resources = await deploy({ strategy: "blueGreen", testPort: 5433 }, { loadBalancer });
    assert.equal(ofType(resources, rules).size, 0);
    const made = [...ofType(resources, listeners)].map(([name, { port, protocol, defaultActions }]) => [
      name,
      port,
      protocol,
      defaultActions,
    ]);
    assert.deepEqual(made.sort(), [
      ["shop", 5432, "TCP", bothTargetGroups],
      ["shop-test", 5433, "TCP", bothTargetGroups],
    ]);
    assert.deepEqual(portsOf(resources, "shop-network-load-balancer"), [5432, 5433]);
    assert.deepEqual(shiftingOf(resources), {
      alternateTargetGroupArn: targetGroupArn("shop-alternate"),
      productionListenerRule: listenerArn("shop"),
      testListenerRule: listenerArn("shop-test"),
      roleArn: roleArn("shop-infrastructure"),
    });
  });

  it("takes target groups and rules that exist already", async () => {
    const loadBalancer = {
      targetGroupArn: "arn:tg",
      alternateTargetGroupArn: "arn:tg-2",
      productionListenerRule: "arn:rule",
      testListenerRule: "arn:test-rule",
    };
    const resources = await deploy({ strategy: "blueGreen" }, { loadBalancer });
    assert.equal(ofType(resources, targetGroups).size, 0);
    assert.deepEqual(serviceOf(resources).loadBalancers, [
      {
        targetGroupArn: "arn:tg",
        containerName: "app",
        containerPort: 8080,
        advancedConfiguration: {
          alternateTargetGroupArn: "arn:tg-2",
          productionListenerRule: "arn:rule",
          testListenerRule: "arn:test-rule",
          roleArn: roleArn("shop-infrastructure"),
        },
      },
    ]);
  });

  it("leaves to ECS what ECS changes, and nothing else", async () => {
    const ignored = async (args: Args) => {
      const seen: Record<string, string[]> = {};
      await registered(() => {
        pulumi.runtime.registerStackTransformation(({ type, name, opts: { ignoreChanges } }) => {
          if (ignoreChanges) seen[`${type} ${name}`] = ignoreChanges;
          return undefined;
        });
        const place = { cluster: "arn:cluster", image: "shop", subnets: ["subnet-1"] };
        return new FargateService("shop", { ...place, ...served, ...args });
      });
      return seen;
    };
    const deployment = { strategy: "blueGreen", testPort: 9000 };
    assert.deepEqual(await ignored({ loadBalancer: {} }), {});
    assert.deepEqual(await ignored({ loadBalancer: {}, deployment }), {
      [`${rules} shop-production`]: ["actions"],
      [`${rules} shop-test`]: ["actions"],
    });
    assert.deepEqual(await ignored({ loadBalancer: { type: "network" }, deployment }), {
      [`${listeners} shop`]: ["defaultActions"],
      [`${listeners} shop-test`]: ["defaultActions"],
    });
  });

  it("shares the test port with other services of an application", async () => {
    const service = (path: string) => ({
      image: "shop",
      port: 80,
      loadBalancer: { path },
      deployment: { strategy: "blueGreen", testPort: 9000 },
    });
    const resources = await makeApplication({ a: service("/a/*"), b: service("/b/*") });
    assert.deepEqual(namesOf(resources, listeners), ["app", "app-test-9000"]);
    assert.deepEqual([...ofType(resources, rules)].map(([name, rule]) => [name, rule.listenerArn]).sort(), [
      ["app-a-production", listenerArn("app")],
      ["app-a-test", listenerArn("app-test-9000")],
      ["app-b-production", listenerArn("app")],
      ["app-b-test", listenerArn("app-test-9000")],
    ]);
  });
});

describe("the hooks of a deployment", () => {
  const hooks = [
    { functionArn: "arn:check", stages: ["PRE_SCALE_UP", "POST_TEST_TRAFFIC_SHIFT"], details: '{"url":"/"}' },
    { functionArn: "arn:approve", stages: ["PRODUCTION_TRAFFIC_SHIFT"] },
    { functionArn: "arn:check", stages: pulumi.output(["POST_SCALE_UP"]) },
  ];

  it("are told to ECS with their stages, details and role", async () => {
    const { deploymentConfiguration } = serviceOf(await deploy({ strategy: "blueGreen", hooks }));
    const role = roleArn("shop-hooks");
    assert.deepEqual(deploymentConfiguration, {
      strategy: "BLUE_GREEN",
      bakeTimeInMinutes: "15",
      lifecycleHooks: [
        {
          hookTargetArn: "arn:check",
          roleArn: role,
          lifecycleStages: ["PRE_SCALE_UP", "POST_TEST_TRAFFIC_SHIFT"],
          hookDetails: '{"url":"/"}',
        },
        { hookTargetArn: "arn:approve", roleArn: role, lifecycleStages: ["PRODUCTION_TRAFFIC_SHIFT"] },
        { hookTargetArn: "arn:check", roleArn: role, lifecycleStages: ["POST_SCALE_UP"] },
      ],
    });
  });

  it("may be invoked by ECS, which may invoke exactly them, each once", async () => {
    const resources = await deploy({ strategy: "blueGreen", hooks });
    assert.deepEqual(documentOf(resources, "shop-hooks"), {
      role: "shop-hooks-0000000",
      statements: [
        { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: ["arn:check", "arn:approve"] },
      ],
    });
    const { assumeRolePolicy } = argumentsOf(resources, roles, "shop-hooks");
    const { Statement } = assumeRolePolicy as { Statement: { Principal: object; Action: string }[] };
    assert.deepEqual(
      Statement.map(({ Principal, Action }) => [Principal, Action]),
      [[{ Service: "ecs.amazonaws.com" }, "sts:AssumeRole"]],
    );
  });

  it("are asked without a load balancer, too", async () => {
    const resources = await make({
      port: 8080,
      serviceConnect: { namespace: "arn:ns", dnsName: "shop" },
      deployment: { strategy: "blueGreen", hooks },
    });
    assert.deepEqual(namesOf(resources, roles), ["shop-execution", "shop-hooks", "shop-task"]);
  });
});

describe("the alarms of a deployment", () => {
  const metric = (id: string, metricName: string, stat: string, targetGroup: string) => ({
    id,
    metric: {
      namespace: "AWS/ApplicationELB",
      metricName,
      dimensions: {
        LoadBalancer: "app/shop/0123456789abcdef",
        TargetGroup: `targetgroup/${targetGroup}/0123456789abcdef`,
      },
      period: 60,
      stat,
    },
    returnData: false,
  });
  const twoOfThreeMinutes = {
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    treatMissingData: "notBreaching",
  };

  it("are none by default", async () => {
    const resources = await deploy({});
    assert.equal(serviceOf(resources).alarms, undefined);
    assert.equal(ofType(resources, alarms).size, 0);
  });

  it("are those that exist, which roll a deployment back", async () => {
    const resources = await make({ deployment: { alarmNames: ["slow", pulumi.output("wrong")] } });
    assert.deepEqual(serviceOf(resources).alarms, {
      alarmNames: ["slow", "wrong"],
      enable: true,
      rollback: true,
    });
    assert.equal(ofType(resources, alarms).size, 0);
  });

  it("are raised by errors of the tasks, as a share of their requests", async () => {
    const resources = await deploy({ rollbackAlarms: { serverErrorPercent: 2.5 } });
    assert.deepEqual(Object.fromEntries(ofType(resources, alarms)), {
      "shop-server-errors": {
        ...twoOfThreeMinutes,
        threshold: 2.5,
        metricQueries: [
          metric("errors0", "HTTPCode_Target_5XX_Count", "Sum", "shop"),
          metric("requests0", "RequestCount", "Sum", "shop"),
          {
            id: "percent",
            expression: "100 * (FILL(errors0, 0)) / (FILL(requests0, 0))",
            label: "answers from 500 on, in percent",
            returnData: true,
          },
        ],
      },
    });
  });

  it("are raised by slow tasks", async () => {
    const resources = await deploy({ rollbackAlarms: { responseTimeInSeconds: 0.5 } });
    assert.deepEqual(Object.fromEntries(ofType(resources, alarms)), {
      "shop-response-time": {
        ...twoOfThreeMinutes,
        threshold: 0.5,
        metricQueries: [
          metric("time0", "TargetResponseTime", "p95", "shop"),
          { id: "slowest", expression: "MAX([time0])", label: "response time, in seconds", returnData: true },
        ],
      },
    });
  });

  it("count both target groups between which traffic is shifted", async () => {
    const resources = await deploy({
      strategy: "canary",
      rollbackAlarms: { serverErrorPercent: 1, responseTimeInSeconds: 1 },
    });
    const ofErrors = argumentsOf(resources, alarms, "shop-server-errors").metricQueries as object[];
    assert.deepEqual(ofErrors.slice(0, -1), [
      metric("errors0", "HTTPCode_Target_5XX_Count", "Sum", "shop"),
      metric("errors1", "HTTPCode_Target_5XX_Count", "Sum", "shop-alternate"),
      metric("requests0", "RequestCount", "Sum", "shop"),
      metric("requests1", "RequestCount", "Sum", "shop-alternate"),
    ]);
    const ofTime = argumentsOf(resources, alarms, "shop-response-time").metricQueries as object[];
    const expressions = [...ofErrors, ...ofTime].flatMap((query) =>
      "expression" in query ? query.expression : [],
    );
    assert.deepEqual(expressions, [
      "100 * (FILL(errors0, 0) + FILL(errors1, 0)) / (FILL(requests0, 0) + FILL(requests1, 0))",
      "MAX([time0, time1])",
    ]);
  });

  it("are those that exist together with those that are made", async () => {
    const resources = await deploy({
      alarmNames: ["slow"],
      rollbackAlarms: { serverErrorPercent: 1, responseTimeInSeconds: 1 },
    });
    assert.deepEqual(serviceOf(resources).alarms, {
      alarmNames: ["slow", "shop-server-errors-0000000", "shop-response-time-0000000"],
      enable: true,
      rollback: true,
    });
  });

  it("are made for a listener that exists, too", async () => {
    const loadBalancer = {
      listenerArn: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shared/1/2",
      securityGroupId: "sg-1",
    };
    const resources = await deploy({ rollbackAlarms: { responseTimeInSeconds: 1 } }, { loadBalancer });
    const [query] = argumentsOf(resources, alarms, "shop-response-time").metricQueries as {
      metric: { dimensions: object };
    }[];
    assert.deepEqual(query?.metric.dimensions, {
      LoadBalancer: "app/shared/1",
      TargetGroup: "targetgroup/shop/0123456789abcdef",
    });
  });

  it("have the tags of the service", async () => {
    const resources = await deploy(
      { rollbackAlarms: { responseTimeInSeconds: 1 } },
      { tags: { team: "shop" } },
    );
    assert.deepEqual(argumentsOf(resources, alarms, "shop-response-time").tags, { team: "shop" });
  });
});

describe("autoscaling", () => {
  const cluster = "arn:aws:ecs:eu-central-1:123456789012:cluster/apps";
  const scale = (more: Partial<Autoscaling>, edit: Args = {}) =>
    make({ ...served, cluster, autoscaling: { minCapacity: 1, maxCapacity: 8, ...more }, ...edit });

  it("follows the requests to each task, of the target group of the service", async () => {
    const resources = await scale({ targetRequestsPerMinute: 600 }, { loadBalancer: {} });
    assert.deepEqual(Object.fromEntries(ofType(resources, policies)), {
      "shop-requests": {
        policyType: "TargetTrackingScaling",
        serviceNamespace: "ecs",
        scalableDimension: "ecs:service:DesiredCount",
        resourceId: "service/apps/shop-0000000",
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: {
            predefinedMetricType: "ALBRequestCountPerTarget",
            resourceLabel: "app/shop/0123456789abcdef/targetgroup/shop/0123456789abcdef",
          },
          targetValue: 600,
          scaleInCooldown: 300,
          scaleOutCooldown: 60,
        },
      },
    });
  });

  it("follows requests and the CPU where both are asked for", async () => {
    const aims = { targetRequestsPerMinute: 600, targetCpuUtilization: 50 };
    assert.deepEqual(namesOf(await scale(aims, { loadBalancer: {} }), policies), [
      "shop-cpu",
      "shop-requests",
    ]);
  });

  it("follows requests behind the load balancer of an application", async () => {
    const autoscaling = { minCapacity: 1, maxCapacity: 2, targetRequestsPerMinute: 60 };
    const resources = await makeApplication({
      a: { image: "shop", port: 80, loadBalancer: {}, autoscaling },
    });
    const { targetTrackingScalingPolicyConfiguration: configuration } = argumentsOf(
      resources,
      policies,
      "app-a-requests",
    );
    assert.deepEqual(
      (configuration as { predefinedMetricSpecification: object }).predefinedMetricSpecification,
      {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel: "app/app/0123456789abcdef/targetgroup/app-a/0123456789abcdef",
      },
    );
  });

  it("follows the cooldowns that are given", async () => {
    const resources = await scale({ scaleInCooldown: 0, scaleOutCooldown: 10 });
    const { targetTrackingScalingPolicyConfiguration: configuration } = argumentsOf(
      resources,
      policies,
      "shop-cpu",
    );
    const { scaleInCooldown, scaleOutCooldown } = configuration as Record<string, number>;
    assert.deepEqual([scaleInCooldown, scaleOutCooldown], [0, 10]);
  });

  it("changes its limits at times", async () => {
    const resources = await scale({
      schedules: {
        day: {
          schedule: "cron(0 8 ? * MON-FRI *)",
          timezone: "Europe/Berlin",
          minCapacity: 4,
          maxCapacity: 8,
        },
        night: { schedule: "rate(1 day)", minCapacity: 0 },
        sale: { schedule: "at(2030-01-01T08:00:00)", maxCapacity: 80 },
      },
    });
    const scaled = {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: "service/apps/shop-0000000",
    };
    assert.deepEqual(Object.fromEntries(ofType(resources, schedules)), {
      "shop-day": {
        ...scaled,
        schedule: "cron(0 8 ? * MON-FRI *)",
        timezone: "Europe/Berlin",
        scalableTargetAction: { minCapacity: 4, maxCapacity: 8 },
      },
      "shop-night": { ...scaled, schedule: "rate(1 day)", scalableTargetAction: { minCapacity: 0 } },
      "shop-sale": {
        ...scaled,
        schedule: "at(2030-01-01T08:00:00)",
        scalableTargetAction: { maxCapacity: 80 },
      },
    });
  });
});

describe("the platforms of an image", () => {
  const platforms: [string[], string][] = [
    [["linux/arm64"], "ARM64"],
    [["linux/amd64"], "X86_64"],
    [["linux/arm64/v8"], "ARM64"],
    [["linux/amd64", "linux/arm64"], "X86_64"],
    [["linux/arm64", "windows/amd64"], "ARM64"],
  ];
  for (const [imagePlatforms, cpuArchitecture] of platforms) {
    for (const [how, given] of [
      ["as they are", imagePlatforms],
      ["as an output", pulumi.output(imagePlatforms)],
      ["as outputs", imagePlatforms.map((platform) => pulumi.output(platform))],
    ] as const)
      it(`mean ${cpuArchitecture} where they are ${imagePlatforms.join(", ")}, ${how}`, async () => {
        assert.deepEqual(definitionOf(await make({ imagePlatforms: given })).runtimePlatform, {
          operatingSystemFamily: "LINUX",
          cpuArchitecture,
        });
      });
  }

  it("are refused when an output tells others", async () => {
    const { runtimePlatform } = planTask("shop", {
      image: "shop",
      imagePlatforms: pulumi.output(["windows/amd64"]),
    });
    const { cpuArchitecture } = runtimePlatform as { cpuArchitecture: pulumi.Output<string> };
    await assert.rejects(settled(cpuArchitecture), {
      message: "`shop`: `imagePlatforms` must begin with `linux/amd64` or `linux/arm64`.",
    });
  });
});

describe("the proxy of a service in Service Connect", () => {
  const part = { namespace: "arn:ns", dnsName: "shop" };
  const configurationOf = (resources: Registered[]) =>
    serviceOf(resources).serviceConnectConfiguration as {
      services?: { timeout?: object }[];
      accessLogConfiguration?: object;
      logConfiguration?: object;
    };

  const timeouts: [object, object | undefined][] = [
    [{}, undefined],
    [
      { idleTimeoutInSeconds: 0, requestTimeoutInSeconds: 30 },
      { idleTimeoutSeconds: 0, perRequestTimeoutSeconds: 30 },
    ],
    [{ idleTimeoutInSeconds: 3600 }, { idleTimeoutSeconds: 3600 }],
    [{ requestTimeoutInSeconds: 0 }, { perRequestTimeoutSeconds: 0 }],
  ];
  for (const [proxy, timeout] of timeouts) {
    it(`closes what is idle, and ends requests: ${JSON.stringify(proxy)}`, async () => {
      const { services } = configurationOf(
        await make({ port: 8080, appProtocol: "http", serviceConnect: { ...part, proxy } }),
      );
      assert.deepEqual(services?.[0]?.timeout, timeout);
    });
  }

  it("closes what is idle with TCP, too", async () => {
    const serviceConnect = { ...part, proxy: { idleTimeoutInSeconds: 60 } };
    const { services } = configurationOf(await make({ port: 5432, serviceConnect }));
    assert.deepEqual(services?.[0]?.timeout, { idleTimeoutSeconds: 60 });
  });

  it("writes no access logs by default, and none of its own", async () => {
    const { accessLogConfiguration, logConfiguration } = configurationOf(
      await make({ port: 8080, serviceConnect: part }),
    );
    assert.deepEqual([accessLogConfiguration, logConfiguration], [undefined, undefined]);
  });

  it("writes access logs to the group of the service", async () => {
    const serviceConnect = { ...part, proxy: { accessLogs: {} } };
    const { accessLogConfiguration, logConfiguration } = configurationOf(
      await make({ port: 8080, serviceConnect }),
    );
    assert.deepEqual(accessLogConfiguration, { format: "JSON" });
    assert.deepEqual(logConfiguration, {
      logDriver: "awslogs",
      options: {
        "awslogs-group": "shop-0000000",
        "awslogs-region": "eu-central-1",
        "awslogs-stream-prefix": "shop-proxy",
      },
    });
  });

  it("writes query parameters only where that is asked for", async () => {
    const accessLogsOf = async (accessLogs: { format: string; includeQueryParameters: boolean }) => {
      const serviceConnect = { ...part, proxy: { accessLogs } };
      return configurationOf(await make({ port: 8080, serviceConnect })).accessLogConfiguration;
    };
    assert.deepEqual(await accessLogsOf({ format: "TEXT", includeQueryParameters: true }), {
      format: "TEXT",
      includeQueryParameters: "ENABLED",
    });
    assert.deepEqual(await accessLogsOf({ format: "TEXT", includeQueryParameters: false }), {
      format: "TEXT",
    });
  });

  it("writes access logs of a client, too", async () => {
    const serviceConnect = { namespace: "arn:ns", proxy: { accessLogs: {} } };
    const { services, accessLogConfiguration } = configurationOf(await make({ serviceConnect }));
    assert.deepEqual([services, accessLogConfiguration], [undefined, { format: "JSON" }]);
  });

  it("does the same in an application", async () => {
    const resources = await makeApplication({
      users: {
        image: "shop",
        port: 80,
        dnsName: "users",
        appProtocol: "http",
        proxy: { requestTimeoutInSeconds: 5, accessLogs: {} },
      },
    });
    const { serviceConnectConfiguration } = argumentsOf(resources, "aws:ecs/service:Service", "app-users");
    assert.deepEqual(serviceConnectConfiguration, {
      enabled: true,
      namespace: "arn:of:aws:servicediscovery/httpNamespace:HttpNamespace:app",
      accessLogConfiguration: { format: "JSON" },
      services: [
        {
          portName: "app",
          discoveryName: "app-users",
          clientAlias: [{ dnsName: "users", port: 80 }],
          timeout: { perRequestTimeoutSeconds: 5 },
        },
      ],
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": "app-users-0000000",
          "awslogs-region": "eu-central-1",
          "awslogs-stream-prefix": "app-users-proxy",
        },
      },
    });
  });
});

describe("Container Insights", () => {
  const cluster = "aws:ecs/cluster:Cluster";

  for (const containerInsights of ["enabled", "enhanced", "disabled"])
    it(`measure in the cluster of an application what is asked for: ${containerInsights}`, async () => {
      const resources = await makeApplication({}, { containerInsights });
      assert.deepEqual(argumentsOf(resources, cluster, "app").settings, [
        { name: "containerInsights", value: containerInsights },
      ]);
    });

  it("are left to the account by default", async () => {
    assert.equal(argumentsOf(await makeApplication({}), cluster, "app").settings, undefined);
  });

  it("are refused where they measure something else, and nothing is registered", async () => {
    const resources: Registered[] = [];
    await assert.rejects(makeApplication({}, { containerInsights: "on" }, undefined, resources), {
      message: "`app`: `containerInsights` must be `enabled`, `enhanced` or `disabled`.",
    });
    assert.deepEqual(resources, []);
  });
});

describe("an argument of a deployment that cannot be", () => {
  const wholeNumber = (least: number, greatest?: number) =>
    `must be a whole number, ${greatest === undefined ? `${least} or more` : `from ${least} to ${greatest}`}`;
  const noStrategy =
    "must be `rolling`, `blueGreen`, `linear` or `canary`; it decides what is made, so it can be no output";
  const noShift = "needs a `strategy` that shifts traffic: `blueGreen`, `linear` or `canary`";
  const noSteps = "needs the `strategy` `linear` or `canary`";
  const noPort = "must be a whole number, from 1 to 65535; it decides what is made, so it can be no output";
  const blueGreen = "blueGreen";
  const hook = (...stages: string[]): Deployment => ({
    strategy: blueGreen,
    hooks: [{ functionArn: "arn:check", stages }],
  });
  const stages =
    "`RECONCILE_SERVICE`, `PRE_SCALE_UP`, `POST_SCALE_UP`, `TEST_TRAFFIC_SHIFT`, `POST_TEST_TRAFFIC_SHIFT`, `PRODUCTION_TRAFFIC_SHIFT` or `POST_PRODUCTION_TRAFFIC_SHIFT`";
  /** Of a service behind a load balancer of its own: the argument that the message names, and what it says of it. */
  const mistakes: [Deployment, argument: string, words: string][] = [
    [{ strategy: "BLUE_GREEN" }, "strategy", noStrategy],
    // Programs in JavaScript have no types.
    [{ strategy: pulumi.output("canary") as unknown as string }, "strategy", noStrategy],
    [{ bakeTimeInMinutes: 5 }, "bakeTimeInMinutes", noShift],
    [{ testPort: 9000 }, "testPort", noShift],
    [{ hooks: [] }, "hooks", noShift],
    [{ strategy: "rolling", bakeTimeInMinutes: 5 }, "bakeTimeInMinutes", noShift],
    [{ stepPercent: 10 }, "stepPercent", noSteps],
    [{ stepBakeTimeInMinutes: 10 }, "stepBakeTimeInMinutes", noSteps],
    [{ strategy: blueGreen, stepPercent: 10 }, "stepPercent", noSteps],
    [{ strategy: blueGreen, stepBakeTimeInMinutes: 10 }, "stepBakeTimeInMinutes", noSteps],
    [{ strategy: blueGreen, testPort: 0 }, "testPort", noPort],
    [{ strategy: blueGreen, testPort: 65_536 }, "testPort", noPort],
    [{ strategy: blueGreen, testPort: pulumi.output(9000) as unknown as number }, "testPort", noPort],
    [{ strategy: blueGreen, bakeTimeInMinutes: 1441 }, "bakeTimeInMinutes", wholeNumber(0, 1440)],
    [{ strategy: "linear", bakeTimeInMinutes: -1 }, "bakeTimeInMinutes", wholeNumber(0, 1440)],
    [{ strategy: "linear", stepBakeTimeInMinutes: 1441 }, "stepBakeTimeInMinutes", wholeNumber(0, 1440)],
    [{ strategy: "canary", stepBakeTimeInMinutes: 0.5 }, "stepBakeTimeInMinutes", wholeNumber(0, 1440)],
    [{ strategy: "linear", stepPercent: 2.9 }, "stepPercent", "must be a number from 3 to 100"],
    [{ strategy: "linear", stepPercent: 101 }, "stepPercent", "must be a number from 3 to 100"],
    [{ strategy: "canary", stepPercent: 0 }, "stepPercent", "must be a number from 0.1 to 100"],
    [{ strategy: "canary", stepPercent: Number.NaN }, "stepPercent", "must be a number from 0.1 to 100"],
    [{ minimumHealthyPercent: -1 }, "minimumHealthyPercent", wholeNumber(0)],
    [{ maximumPercent: 0 }, "maximumPercent", wholeNumber(1)],
    [
      { rollbackAlarms: { serverErrorPercent: 101 } },
      "rollbackAlarms.serverErrorPercent",
      "must be a number from 0 to 100",
    ],
    [
      { rollbackAlarms: { responseTimeInSeconds: -1 } },
      "rollbackAlarms.responseTimeInSeconds",
      "must be a number from 0 to 3600",
    ],
    [hook(), "hooks", "must name at least one stage in `stages`"],
    [hook("POST_SCALE_UP", "AFTER"), "hooks", `, \`stages\`, must be ${stages}`],
  ];
  const needsBalancer = "needs a load balancer that is made for the service, or a rule on one";
  const needsApplication =
    "needs an application load balancer that is made for the service, or a rule on one";
  const needsWay = (strategy: string) =>
    `\`${strategy}\` shifts traffic, so it needs a load balancer or a name in Service Connect`;
  const given = { port: 8080, loadBalancer: { targetGroupArn: "arn:tg" } };
  const second = { alternateTargetGroupArn: "arn:tg-2" };
  const rule = { productionListenerRule: "arn:rule" };
  const network = { ...served, loadBalancer: { type: "network" } };
  const limits = { minCapacity: 1, maxCapacity: 2 };
  const byRequests = { autoscaling: { ...limits, targetRequestsPerMinute: 60 } };
  const scheduled = (more: object): Args => ({
    autoscaling: { ...limits, schedules: { night: { schedule: "rate(1 day)", ...more } } },
  });
  const connected = (proxy: object, more: Args = {}): Args => ({
    port: 8080,
    serviceConnect: { namespace: "arn:ns", dnsName: "shop", proxy },
    ...more,
  });
  const noPlatform = "must begin with `linux/amd64` or `linux/arm64`";
  const noTimeout = "has a timeout, of requests that reach the service by its name, so it needs `dnsName`";

  /** The same of what is said of the service besides. */
  const together: [Args, argument: string, words: string][] = [
    ...mistakes.map(([deployment, argument, words]): [Args, string, string] => [
      { ...served, loadBalancer: {}, deployment },
      `deployment.${argument}`,
      words,
    ]),
    [{ deployment: { strategy: "linear" } }, "deployment.strategy", needsWay("linear")],
    [
      { serviceConnect: { namespace: "arn:ns" }, deployment: { strategy: "canary" } },
      "deployment.strategy",
      needsWay("canary"),
    ],
    [{ deployment: { strategy: blueGreen, testPort: 9000 } }, "deployment.testPort", needsBalancer],
    [
      {
        port: 8080,
        loadBalancer: { ...given.loadBalancer, ...second, ...rule },
        deployment: { strategy: blueGreen, testPort: 9000 },
      },
      "deployment.testPort",
      needsBalancer,
    ],
    [{ deployment: { rollbackAlarms: {} } }, "deployment.rollbackAlarms", needsApplication],
    [{ ...given, deployment: { rollbackAlarms: {} } }, "deployment.rollbackAlarms", needsApplication],
    [{ ...network, deployment: { rollbackAlarms: {} } }, "deployment.rollbackAlarms", needsApplication],
    [
      { ...given, deployment: { strategy: blueGreen } },
      "loadBalancer.alternateTargetGroupArn",
      "is needed to shift traffic",
    ],
    [
      { port: 8080, loadBalancer: { ...given.loadBalancer, ...second }, deployment: { strategy: blueGreen } },
      "loadBalancer.productionListenerRule",
      "is needed to shift traffic",
    ],
    [
      { port: 8080, loadBalancer: { ...given.loadBalancer, ...second } },
      "loadBalancer.alternateTargetGroupArn",
      "needs a `deployment.strategy` that shifts traffic",
    ],
    [
      { port: 8080, loadBalancer: { ...given.loadBalancer, ...rule } },
      "loadBalancer.productionListenerRule",
      "needs a `deployment.strategy` that shifts traffic",
    ],
    [byRequests, "autoscaling.targetRequestsPerMinute", needsApplication],
    [{ ...given, ...byRequests }, "autoscaling.targetRequestsPerMinute", needsApplication],
    [{ ...network, ...byRequests }, "autoscaling.targetRequestsPerMinute", needsApplication],
    [
      { ...served, loadBalancer: {}, ...byRequests, deployment: { strategy: "canary" } },
      "autoscaling.targetRequestsPerMinute",
      "needs the `deployment.strategy` `rolling`: it counts the requests to one target group, and others shift them to a second one",
    ],
    [
      { ...served, loadBalancer: {}, autoscaling: { ...limits, targetRequestsPerMinute: 0 } },
      "autoscaling.targetRequestsPerMinute",
      wholeNumber(1),
    ],
    [
      { autoscaling: { minCapacity: 0, maxCapacity: -1 } },
      "autoscaling.maxCapacity",
      "must not be less than `minCapacity`",
    ],
    [{ autoscaling: { minCapacity: 0, maxCapacity: 0.5 } }, "autoscaling.maxCapacity", wholeNumber(0)],
    [
      { autoscaling: { ...limits, targetMemoryUtilization: 101 } },
      "autoscaling.targetMemoryUtilization",
      wholeNumber(1, 100),
    ],
    [{ autoscaling: { ...limits, scaleInCooldown: -1 } }, "autoscaling.scaleInCooldown", wholeNumber(0)],
    [{ autoscaling: { ...limits, scaleOutCooldown: -1 } }, "autoscaling.scaleOutCooldown", wholeNumber(0)],
    [scheduled({}), "autoscaling.schedules.night.minCapacity", "or `maxCapacity` is needed"],
    [
      scheduled({ minCapacity: 3, maxCapacity: 2 }),
      "autoscaling.schedules.night.maxCapacity",
      "must not be less than `minCapacity`",
    ],
    [scheduled({ minCapacity: -1 }), "autoscaling.schedules.night.minCapacity", wholeNumber(0)],
    [scheduled({ maxCapacity: 0.5 }), "autoscaling.schedules.night.maxCapacity", wholeNumber(0)],
    [
      scheduled({ schedule: "0 20 * * *", minCapacity: 1 }),
      "autoscaling.schedules.night.schedule",
      "must be `rate(…)`, `cron(…)` with six fields, or `at(…)`",
    ],
    [
      { cpuArchitecture: "ARM64", imagePlatforms: ["linux/arm64"] },
      "cpuArchitecture",
      "and `imagePlatforms` exclude each other: the first platform tells the processor",
    ],
    [{ imagePlatforms: [] }, "imagePlatforms", noPlatform],
    [{ imagePlatforms: ["arm64"] }, "imagePlatforms", noPlatform],
    [{ imagePlatforms: ["linux/arm/v7"] }, "imagePlatforms", noPlatform],
    [{ imagePlatforms: ["windows/amd64", "linux/amd64"] }, "imagePlatforms", noPlatform],
    [
      connected({ requestTimeoutInSeconds: 5 }),
      "serviceConnect.proxy.requestTimeoutInSeconds",
      "needs `appProtocol`: with TCP there are no requests",
    ],
    [
      connected({ requestTimeoutInSeconds: -1 }, { appProtocol: "http" }),
      "serviceConnect.proxy.requestTimeoutInSeconds",
      wholeNumber(0),
    ],
    [connected({ idleTimeoutInSeconds: -1 }), "serviceConnect.proxy.idleTimeoutInSeconds", wholeNumber(0)],
    [
      { serviceConnect: { namespace: "arn:ns", proxy: { idleTimeoutInSeconds: 5 } } },
      "serviceConnect.proxy",
      noTimeout,
    ],
    [
      connected({ accessLogs: { format: "json" } }),
      "serviceConnect.proxy.accessLogs.format",
      "must be `JSON` or `TEXT`",
    ],
  ];
  for (const [args, argument, words] of together) {
    it(`is an error that names it, before anything is registered: ${JSON.stringify(args)}`, async () => {
      const resources: Registered[] = [];
      const message = `\`shop\`: \`${argument}\`${words.startsWith(",") ? "" : " "}${words}.`;
      await assert.rejects(make(args, resources), { message });
      assert.deepEqual(resources, []);
    });
  }

  it("is refused as well when an output is known", async () => {
    const none = { route: "application", hasName: false } as const;
    const { maximumPercent } = planDeployment("shop", { maximumPercent: pulumi.output(0) }, none);
    assert.ok(maximumPercent);
    await assert.rejects(settled(maximumPercent), {
      message: "`shop`: `deployment.maximumPercent` must be a whole number, 1 or more.",
    });
    const hooks = [{ functionArn: "arn:check", stages: pulumi.output(["AFTER"]) }];
    const [planned] = planDeployment("shop", { strategy: blueGreen, hooks }, none).hooks;
    assert.ok(planned);
    await assert.rejects(settled(pulumi.output(planned.stages)), {
      message: `\`shop\`: \`deployment.hooks\`, \`stages\`, must be ${stages}.`,
    });
  });
});
