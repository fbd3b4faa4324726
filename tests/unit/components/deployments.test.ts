import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ofType, type Registered } from "../../support/mocks";
import {
  type Args,
  listenerArn,
  listeners,
  namesOf,
  ruleArn,
  rules,
  targetGroupArn,
  targetGroups,
} from "./balanced";
import {
  argumentsOf,
  documentOf,
  make,
  makeApplication,
  newService,
  optionsOf,
  served,
  serviceOf,
} from "./made";

type Deployment = NonNullable<Args["deployment"]>;

const roles = "aws:iam/role:Role";
const attachments = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const alarms = "aws:cloudwatch/metricAlarm:MetricAlarm";

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

/** How a tag tells both target groups. */
const bothInTag = "targetgroup/shop/0123456789abcdef targetgroup/shop-alternate/0123456789abcdef";

/** What a service behind a load balancer registers that is deployed in some way. */
function deploy(deployment: Deployment, edit: Args = {}): Promise<Registered[]> {
  return make({ ...served, loadBalancer: {}, deployment, ...edit });
}

/** What a name of a test says of a value. */
const known = (_: string, value: unknown) => (pulumi.Output.isInstance(value) ? "an output" : value);

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
        tags: { TargetGroups: bothInTag },
      },
    });
  });

  it("tells in a tag to which target groups is forwarded, beside the tags of the service", async () => {
    const edit = { tags: { team: "shop" } };
    const byRule = await deploy({ strategy: "blueGreen", testPort: 9000 }, edit);
    const byListener = await deploy(
      { strategy: "blueGreen", testPort: 9000 },
      { ...edit, loadBalancer: { type: "network" } },
    );
    const tags = { team: "shop", TargetGroups: bothInTag };
    for (const name of ["shop-production", "shop-test"])
      assert.deepEqual(argumentsOf(byRule, rules, name).tags, tags, name);
    for (const name of ["shop", "shop-test"])
      assert.deepEqual(argumentsOf(byListener, listeners, name).tags, tags, name);
    assert.deepEqual(argumentsOf(byRule, listeners, "shop").tags, edit.tags);
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
      const options = Object.entries(await optionsOf(() => newService({ ...served, ...args })));
      return Object.fromEntries(
        options.flatMap(([name, { ignoreChanges }]) => (ignoreChanges ? [[name, ignoreChanges]] : [])),
      );
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

  it("has what ECS changes made anew where it forwards to other target groups, after what was there", async () => {
    const replaced = async (args: Args) => {
      const options = Object.entries(await optionsOf(() => newService({ ...served, ...args })));
      return Object.fromEntries(
        options.flatMap(([name, { replaceOnChanges, deleteBeforeReplace }]) =>
          replaceOnChanges ? [[name, [replaceOnChanges, deleteBeforeReplace]]] : [],
        ),
      );
    };
    const deployment = { strategy: "blueGreen", testPort: 9000 };
    const byTag = [["tags.TargetGroups"], true];
    assert.deepEqual(await replaced({ loadBalancer: {} }), {});
    assert.deepEqual(await replaced({ loadBalancer: {}, deployment }), {
      [`${rules} shop-production`]: byTag,
      [`${rules} shop-test`]: byTag,
    });
    assert.deepEqual(await replaced({ loadBalancer: { type: "network" }, deployment }), {
      [`${listeners} shop`]: byTag,
      [`${listeners} shop-test`]: byTag,
    });
  });

  const minutes: [Deployment, string | undefined, more?: Args][] = [
    [{}, undefined],
    [{ strategy: "blueGreen" }, "55m"],
    [{ strategy: "blueGreen", bakeTimeInMinutes: 0 }, "40m"],
    [{ strategy: "canary" }, "65m"],
    [{ strategy: "canary", bakeTimeInMinutes: 60, stepBakeTimeInMinutes: 120 }, "220m"],
    [{ strategy: "linear" }, "115m"],
    [{ strategy: "linear", stepPercent: 30, stepBakeTimeInMinutes: 10 }, "95m"],
    [{ strategy: "blueGreen" }, "75m", { loadBalancer: { type: "network" } }],
    [{ strategy: "blueGreen", bakeTimeInMinutes: pulumi.output(5) }, "1480m"],
    [{ strategy: "canary", stepBakeTimeInMinutes: pulumi.output(5) }, "1495m"],
    [{ strategy: "linear", stepPercent: pulumi.output(50) }, "259m"],
  ];
  for (const [deployment, longest, more] of minutes)
    it(`may take as long as its steps take${more ? " behind a network load balancer" : ""}: ${JSON.stringify(deployment, known)}`, async () => {
      const options = await optionsOf(() => newService({ ...served, loadBalancer: {}, deployment, ...more }));
      const { customTimeouts } = options["aws:ecs/service:Service shop"] ?? {};
      assert.deepEqual(customTimeouts, longest && { create: longest, update: longest });
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
  const metric = (id: string, metricName: string, stat: string, targetGroup: string, returnData = false) => ({
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
    returnData,
  });
  const twoOfThreeMinutes = {
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    treatMissingData: "notBreaching",
  };
  const ofErrors = (targetGroup: string, threshold: number) => ({
    ...twoOfThreeMinutes,
    threshold,
    metricQueries: [
      metric("errors", "HTTPCode_Target_5XX_Count", "Sum", targetGroup),
      metric("requests", "RequestCount", "Sum", targetGroup),
      {
        id: "percent",
        expression: "100 * FILL(errors, 0) / requests",
        label: "answers from 500 on, in percent",
        returnData: true,
      },
    ],
  });
  const ofTime = (targetGroup: string, threshold: number) => ({
    ...twoOfThreeMinutes,
    threshold,
    metricQueries: [metric("time", "TargetResponseTime", "p95", targetGroup, true)],
  });

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
      "shop-server-errors": ofErrors("shop", 2.5),
    });
  });

  it("are raised by slow tasks", async () => {
    const resources = await deploy({ rollbackAlarms: { responseTimeInSeconds: 0.5 } });
    assert.deepEqual(Object.fromEntries(ofType(resources, alarms)), {
      "shop-response-time": ofTime("shop", 0.5),
    });
  });

  it("are raised by each of both target groups between which traffic is shifted, and all roll it back", async () => {
    const resources = await deploy({
      strategy: "canary",
      rollbackAlarms: { serverErrorPercent: 1, responseTimeInSeconds: 2 },
    });
    assert.deepEqual(Object.fromEntries(ofType(resources, alarms)), {
      "shop-server-errors": ofErrors("shop", 1),
      "shop-response-time": ofTime("shop", 2),
      "shop-server-errors-alternate": ofErrors("shop-alternate", 1),
      "shop-response-time-alternate": ofTime("shop-alternate", 2),
    });
    assert.deepEqual(serviceOf(resources).alarms, {
      alarmNames: [
        "shop-server-errors-0000000",
        "shop-response-time-0000000",
        "shop-server-errors-alternate-0000000",
        "shop-response-time-alternate-0000000",
      ],
      enable: true,
      rollback: true,
    });
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
