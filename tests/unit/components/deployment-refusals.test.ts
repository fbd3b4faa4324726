import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { planDeployment } from "../../../components/services/deployment";
import { ofType, type Registered } from "../../support/mocks";
import type { Args } from "./balanced";
import { argumentsOf, make, served, settled } from "./made";

type Deployment = NonNullable<Args["deployment"]>;

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
  const moreThan = (least: number) => `must be more than \`minimumHealthyPercent\`, which is ${least}`;
  const noHooks = "must be a list of `{ functionArn, stages }`; only their values can be outputs";
  const noThreshold = "must have `serverErrorPercent` or `responseTimeInSeconds`";
  const takenPort = "must be another port than 80 and 443, on which the load balancer listens already";
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
    [{ minimumHealthyPercent: 0, maximumPercent: 0.5 }, "maximumPercent", wholeNumber(1)],
    [{ minimumHealthyPercent: 0, maximumPercent: 0 }, "maximumPercent", moreThan(0)],
    [{ maximumPercent: 100 }, "maximumPercent", moreThan(100)],
    [{ minimumHealthyPercent: 200 }, "maximumPercent", moreThan(200)],
    [{ strategy: blueGreen, hooks: [] }, "hooks", noHooks],
    // Programs in JavaScript have no types.
    [{ strategy: blueGreen, hooks: pulumi.output([]) as unknown as [] }, "hooks", noHooks],
    [
      {
        strategy: blueGreen,
        hooks: [{ stages: ["POST_SCALE_UP"] } as unknown as NonNullable<Deployment["hooks"]>[0]],
      },
      "hooks",
      "must name a function in `functionArn`",
    ],
    [
      {
        strategy: blueGreen,
        hooks: [{ functionArn: "arn:check", stages: ["POST_SCALE_UP"], details: "{url}" }],
      },
      "hooks",
      "have `details` that are no JSON",
    ],
    [{ alarmNames: [] }, "alarmNames", "must name at least one alarm"],
    [{ rollbackAlarms: {} }, "rollbackAlarms", noThreshold],
    [{ rollbackAlarms: { serverErrorPercent: undefined } }, "rollbackAlarms", noThreshold],
    [{ strategy: blueGreen, testPort: 80 }, "testPort", takenPort],
    [{ strategy: blueGreen, testPort: 443 }, "testPort", takenPort],
    [
      { rollbackAlarms: { serverErrorPercent: 99.5 } },
      "rollbackAlarms.serverErrorPercent",
      "must be a number from 0 to 99",
    ],
    [
      { rollbackAlarms: { responseTimeInSeconds: 0 } },
      "rollbackAlarms.responseTimeInSeconds",
      "must be a number from 0.001 to 3600",
    ],
    [hook(), "hooks", "must name at least one stage in `stages`"],
    [hook("POST_SCALE_UP", "AFTER"), "hooks", `, \`stages\`, must be ${stages}`],
  ];
  const needsBalancer = "needs a load balancer that is made for the service, or a rule on one";
  const needsApplication =
    "needs an application load balancer that is made for the service, or a rule on one";
  const needsWay = (strategy: string) =>
    `\`${strategy}\` shifts traffic, so it needs a load balancer or a name in Service Connect`;
  const rollbackAlarms = { serverErrorPercent: 1 };
  const samePort = "must be another port than that of the service itself";
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
      "belongs to a load balancer that is made; give `loadBalancer.testListenerRule`",
    ],
    [{ ...network, deployment: { strategy: blueGreen, testPort: 8080 } }, "deployment.testPort", samePort],
    [
      {
        ...served,
        loadBalancer: { type: "network", domain: "a.example.com", zoneId: "Z1" },
        deployment: { strategy: blueGreen, testPort: 443 },
      },
      "deployment.testPort",
      samePort,
    ],
    [
      {
        ...served,
        loadBalancer: { type: "network", listenerPort: 9000 },
        deployment: { strategy: blueGreen, testPort: 9000 },
      },
      "deployment.testPort",
      samePort,
    ],
    [
      { ...served, loadBalancer: {}, deployment: pulumi.output({}) as unknown as Deployment },
      "deployment",
      "must be an object; only its values can be outputs",
    ],
    [
      { port: 8080, loadBalancer: { ...given.loadBalancer, testListenerRule: "arn:rule" } },
      "loadBalancer.testListenerRule",
      "needs a `deployment.strategy` that shifts traffic",
    ],
    [{ deployment: { rollbackAlarms } }, "deployment.rollbackAlarms", needsApplication],
    [{ ...given, deployment: { rollbackAlarms } }, "deployment.rollbackAlarms", needsApplication],
    [{ ...network, deployment: { rollbackAlarms } }, "deployment.rollbackAlarms", needsApplication],
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
    [
      { autoscaling: { minCapacity: 0, maxCapacity: 2, schedules: { night: { schedule: "rate(1 day)" } } } },
      "autoscaling.schedules.night.minCapacity",
      "or `maxCapacity` is needed",
    ],
    [
      scheduled({ minCapacity: 3, maxCapacity: 2 }),
      "autoscaling.schedules.night.maxCapacity",
      "must not be less than `minCapacity`",
    ],
    [scheduled({ minCapacity: -1 }), "autoscaling.schedules.night.minCapacity", wholeNumber(0)],
    [
      scheduled({ minCapacity: 0, maxCapacity: 0.5 }),
      "autoscaling.schedules.night.maxCapacity",
      wholeNumber(0),
    ],
    [
      scheduled({ minCapacity: 3 }),
      "autoscaling.schedules.night.minCapacity",
      "must not be more than `autoscaling.maxCapacity`",
    ],
    [
      scheduled({ maxCapacity: 0 }),
      "autoscaling.schedules.night.maxCapacity",
      "must not be less than `autoscaling.minCapacity`",
    ],
    ...[
      "rate(1 days)",
      "rate(2 day)",
      "rate(0 days)",
      "rate(01 days)",
      "rate(1 week)",
      "cron(0 3 * * ?)",
      "at(2030-01-01)",
    ].map((schedule): [Args, string, string] => [
      scheduled({ schedule, minCapacity: 1 }),
      "autoscaling.schedules.night.schedule",
      "must be `rate(…)`, `cron(…)` with six fields, or `at(…)`",
    ]),
    ...["cron(0 3 * * *)", "cron(0 3 * * * *)", "cron(0 3 ? * ? *)"].map(
      (schedule): [Args, string, string] => [
        scheduled({ schedule, minCapacity: 1 }),
        "autoscaling.schedules.night.schedule",
        "must have `?` either as the day of the month or as the day of the week, such as `cron(0 3 * * ? *)`",
      ],
    ),
    [
      scheduled({ schedule: "at(2030-13-01T03:00:00)", minCapacity: 1 }),
      "autoscaling.schedules.night.schedule",
      "must have a date and time that there are",
    ],
    [
      scheduled({ timezone: "Europe/Atlantis", minCapacity: 1 }),
      "autoscaling.schedules.night.timezone",
      "must be a time zone such as `Europe/Berlin`",
    ],
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
    [
      connected({ accessLogs: { includeQueryParameters: pulumi.output(true) } }),
      "serviceConnect.proxy.accessLogs.includeQueryParameters",
      "must be true or false; it decides what is logged, so it can be no output",
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

  for (const schedule of [
    "rate(1 day)",
    "rate(2 days)",
    "rate(90 minutes)",
    "rate(1 hour)",
    "cron(0 8 ? * MON-FRI *)",
    "at(2030-01-01T08:00:00)",
  ])
    it(`is none that says when: ${schedule}`, async () => {
      const resources = await make(scheduled({ schedule, minCapacity: 1 }));
      const { schedule: made } = argumentsOf(
        resources,
        "aws:appautoscaling/scheduledAction:ScheduledAction",
        "shop-night",
      );
      assert.equal(made, schedule);
    });

  it("may move both limits past those that were", async () => {
    const resources = await make(scheduled({ minCapacity: 20, maxCapacity: 30 }));
    assert.equal(ofType(resources, "aws:appautoscaling/scheduledAction:ScheduledAction").size, 1);
  });

  it("is refused as well when an output is known", async () => {
    const none = { route: "application", hasName: false, listenerPort: undefined } as const;
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
