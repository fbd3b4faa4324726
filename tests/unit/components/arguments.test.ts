import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { checked, wholeNumber } from "../../../components/checks";
import { taskSize } from "../../../components/tasks/size";
import { ofType, type Registered } from "../../support/mocks";
import { containerOf, definitionOf, documentOf, make, serviceOf, settled } from "./made";

type Args = NonNullable<Parameters<typeof make>[0]>;

const tokenOf = (type: string) => (resources: Registered[]) => ofType(resources, type);
const policies = tokenOf("aws:appautoscaling/policy:Policy");
const targets = tokenOf("aws:appautoscaling/target:Target");

describe("the task of a service", () => {
  const sizes: Record<string, [Args, string[]]> = {
    "256 and 512 by default": [{}, ["256", "512"]],
    "the least memory that its CPU allows": [{ cpu: 4096 }, ["4096", "8192"]],
    "what is given": [{ cpu: 16_384, memory: 122_880 }, ["16384", "122880"]],
    "what may be new, if it is given whole": [{ cpu: 32_768, memory: 65_536 }, ["32768", "65536"]],
  };
  for (const [words, [args, size]] of Object.entries(sizes)) {
    it(`has ${words}`, async () => {
      const { cpu, memory } = definitionOf(await make(args));
      assert.deepEqual([cpu, memory], size);
    });
  }

  it("is refused while an output of its size is not known to be one of Fargate's", async () => {
    const { memory } = taskSize("shop", pulumi.output(512), pulumi.output(512));
    await assert.rejects(settled(memory), /`shop`: `memory` must be one that Fargate has for 512 CPU units/);
  });

  it("has storage, a processor and volumes", async () => {
    const definition = definitionOf(
      await make({
        ephemeralStorageInGiB: 40,
        cpuArchitecture: "ARM64",
        volumes: {
          scratch: {},
          files: { efs: { fileSystemId: "fs-1", rootDirectory: "/shop" } },
          point: { efs: { fileSystemId: "fs-2", accessPointId: "fsap-2", readOnly: true } },
          open: { efs: { fileSystemId: "fs-3", iamAuthorization: false } },
        },
      }),
    );
    assert.deepEqual(definition.ephemeralStorage, { sizeInGib: 40 });
    assert.deepEqual(definition.runtimePlatform, {
      operatingSystemFamily: "LINUX",
      cpuArchitecture: "ARM64",
    });
    const efs = (fileSystemId: string, iam: string, more: object, point?: string) => ({
      efsVolumeConfiguration: {
        fileSystemId,
        transitEncryption: "ENABLED",
        authorizationConfig: { iam, ...(point && { accessPointId: point }) },
        ...more,
      },
    });
    assert.deepEqual(definition.volumes, [
      { name: "scratch" },
      { name: "files", ...efs("fs-1", "ENABLED", { rootDirectory: "/shop" }) },
      { name: "point", ...efs("fs-2", "ENABLED", {}, "fsap-2") },
      { name: "open", ...efs("fs-3", "DISABLED", {}) },
    ]);
  });

  it("may mount exactly its file systems", async () => {
    const resources = await make({
      volumes: {
        files: { efs: { fileSystemId: "fs-1" } },
        point: { efs: { fileSystemId: "fs-2", accessPointId: "fsap-2", readOnly: true } },
        open: { efs: { fileSystemId: "fs-3", iamAuthorization: false } },
        scratch: {},
      },
    });
    const arn = (rest: string) => `arn:aws:elasticfilesystem:eu-central-1:123456789012:${rest}`;
    assert.deepEqual(documentOf(resources, "shop-volumes"), {
      role: "shop-task-0000000",
      statements: [
        {
          Effect: "Allow",
          Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
          Resource: arn("file-system/fs-1"),
        },
        {
          Effect: "Allow",
          Action: ["elasticfilesystem:ClientMount"],
          Resource: arn("file-system/fs-2"),
          Condition: {
            StringEquals: { "elasticfilesystem:AccessPointArn": arn("access-point/fsap-2") },
          },
        },
      ],
    });
  });

  it("takes commands by ECS Exec, with the channels for them", async () => {
    const resources = await make({ enableExecuteCommand: true });
    assert.equal(serviceOf(resources).enableExecuteCommand, true);
    assert.deepEqual(containerOf(resources).linuxParameters, { initProcessEnabled: true });
    const channels = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"];
    assert.deepEqual(documentOf(resources, "shop-execute-command"), {
      role: "shop-task-0000000",
      statements: [{ Effect: "Allow", Action: channels.map((each) => `ssmmessages:${each}`), Resource: "*" }],
    });
  });
});

describe("the containers of a service", () => {
  it("are one with all that can be said of it", async () => {
    const resources = await make({
      port: 8080,
      appProtocol: "http2",
      command: ["serve"],
      entryPoint: ["/init"],
      workingDirectory: "/srv",
      user: "1000:1000",
      environment: { LEVEL: "info" },
      healthCheck: { command: ["CMD", "/healthy"], interval: 10, startPeriod: 60 },
      readonlyRootFilesystem: true,
      stopTimeout: 60,
      initProcessEnabled: true,
      ulimits: [{ name: "nofile", softLimit: 1024, hardLimit: 4096 }],
      dockerLabels: { team: "shop" },
      volumes: { scratch: {} },
      mountPoints: [{ volume: "scratch", containerPath: "/tmp" }],
    });
    const { logConfiguration: _, ...container } = containerOf(resources);
    assert.deepEqual(container, {
      name: "app",
      image: "shop",
      essential: true,
      command: ["serve"],
      entryPoint: ["/init"],
      workingDirectory: "/srv",
      user: "1000:1000",
      environment: [{ name: "LEVEL", value: "info" }],
      secrets: [],
      portMappings: [{ name: "app", containerPort: 8080, appProtocol: "http2" }],
      healthCheck: { command: ["CMD", "/healthy"], interval: 10, timeout: 5, retries: 3, startPeriod: 60 },
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true },
      mountPoints: [{ sourceVolume: "scratch", containerPath: "/tmp", readOnly: false }],
      stopTimeout: 60,
      ulimits: [{ name: "nofile", softLimit: 1024, hardLimit: 4096 }],
      dockerLabels: { team: "shop" },
    });
  });

  it("are more with sidecars, whose secrets the execution role reads, too", async () => {
    const resources = await make({
      cpu: 512,
      healthCheck: { command: ["CMD-SHELL", "true"] },
      secrets: { URL: "/shop/URL" },
      sidecars: {
        agent: {
          image: "agent",
          port: 4317,
          cpu: 64,
          memory: 256,
          memoryReservation: 128,
          secrets: { KEY: "/shop/KEY", URL: "/shop/URL" },
          dependsOnContainers: { app: "HEALTHY", migrate: "SUCCESS" },
        },
        migrate: { image: "shop", essential: false },
      },
    });
    const { logConfiguration, ...agent } = containerOf(resources, "agent");
    const arns = ["URL", "KEY"].map((each) => `arn:aws:ssm:eu-central-1:123456789012:parameter/shop/${each}`);
    assert.deepEqual(agent, {
      name: "agent",
      image: "agent",
      essential: true,
      environment: [],
      secrets: [
        { name: "KEY", valueFrom: arns[1] },
        { name: "URL", valueFrom: arns[0] },
      ],
      portMappings: [{ containerPort: 4317 }],
      cpu: 64,
      memory: 256,
      memoryReservation: 128,
      dependsOn: [
        { containerName: "app", condition: "HEALTHY" },
        { containerName: "migrate", condition: "SUCCESS" },
      ],
    });
    assert.deepEqual(logConfiguration, containerOf(resources).logConfiguration);
    assert.equal(containerOf(resources).cpu, undefined);
    assert.equal(containerOf(resources, "migrate").essential, false);
    assert.deepEqual(documentOf(resources, "shop-secrets").statements[0].Resource, arns);
  });

  it("keep secret what is secret", async () => {
    const definitions = pulumi.jsonStringify({ value: pulumi.secret("hunter2") });
    assert.equal(await pulumi.isSecret(definitions), true);
    const size = checked("`x`", pulumi.secret(5), wholeNumber(1));
    assert.equal(await pulumi.isSecret(size), true);
  });
});

describe("the service itself", () => {
  it("runs on Fargate, with a circuit breaker", async () => {
    const service = serviceOf(await make());
    assert.equal(service.launchType, "FARGATE");
    assert.deepEqual(service.deploymentCircuitBreaker, { enable: true, rollback: true });
    assert.equal(service.desiredCount, 1);
  });

  it("shares its tasks among capacity providers, and is deployed again with others", async () => {
    const service = serviceOf(
      await make({
        redeployOn: { users: "users:8080" },
        capacityProviderStrategy: [
          { capacityProvider: "FARGATE", base: 1 },
          { capacityProvider: "FARGATE_SPOT", weight: 3 },
        ],
      }),
    );
    const strategies = [
      { capacityProvider: "FARGATE", weight: 1, base: 1 },
      { capacityProvider: "FARGATE_SPOT", weight: 3, base: 0 },
    ];
    assert.equal(service.launchType, undefined);
    assert.deepEqual(service.capacityProviderStrategies, strategies);
    assert.equal(service.forceNewDeployment, true);
    assert.deepEqual(service.triggers, {
      users: "users:8080",
      capacityProviderStrategy: JSON.stringify(strategies),
    });
  });

  it("takes what deployments may do", async () => {
    const service = serviceOf(
      await make({
        port: 80,
        loadBalancer: { targetGroupArn: "arn:tg" },
        healthCheckGracePeriodSeconds: 90,
        deployment: { minimumHealthyPercent: 50, maximumPercent: 150 },
      }),
    );
    assert.equal(service.healthCheckGracePeriodSeconds, 90);
    assert.equal(service.deploymentMinimumHealthyPercent, 50);
    assert.equal(service.deploymentMaximumPercent, 150);
  });

  it("follows its load", async () => {
    const resources = await make({
      cluster: "arn:aws:ecs:eu-central-1:123456789012:cluster/apps",
      autoscaling: { minCapacity: 2, maxCapacity: 8 },
    });
    const [[, target] = []] = targets(resources);
    assert.deepEqual(target, {
      minCapacity: 2,
      maxCapacity: 8,
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: "service/apps/shop-0000000",
    });
    assert.equal(serviceOf(resources).desiredCount, 2);
    assert.deepEqual([...policies(resources).keys()], ["shop-cpu"]);
    assert.deepEqual(policies(resources).get("shop-cpu")?.targetTrackingScalingPolicyConfiguration, {
      predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
      targetValue: 70,
      scaleInCooldown: 300,
      scaleOutCooldown: 60,
    });
  });

  it("follows its memory, its CPU, or both", async () => {
    const scaled = async (more: object) =>
      [...policies(await make({ autoscaling: { minCapacity: 1, maxCapacity: 2, ...more } })).keys()].sort();
    assert.deepEqual(await scaled({ targetMemoryUtilization: 80 }), ["shop-memory"]);
    assert.deepEqual(await scaled({ targetMemoryUtilization: 80, targetCpuUtilization: 60 }), [
      "shop-cpu",
      "shop-memory",
    ]);
  });

  it("puts its tags on everything that can have them, whatever it makes", async () => {
    const resources = await make({
      tags: { team: "shop" },
      enableExecuteCommand: true,
      autoscaling: { minCapacity: 1, maxCapacity: 2 },
    });
    for (const { type, inputs } of resources) {
      if (/rolePolicy|policy:Policy/.test(type)) continue;
      assert.deepEqual(inputs.tags, { team: "shop" }, type);
    }
  });
});

describe("an argument that cannot be", () => {
  const mistakes: [Args, RegExp][] = [
    [{ cpu: 300 }, /`cpu` must be a number of CPU units that Fargate has: 256, 512, 1024,/],
    [{ memory: 1000 }, /`memory` must be one that Fargate has for 256 CPU units, in MiB: 512, 1024, 2048/],
    [{ cpu: 512, memory: 512 }, /for 512 CPU units, in MiB: from 1024 to 4096 in steps of 1024/],
    [{ cpu: 8192, memory: 17_408 }, /from 16384 to 61440 in steps of 4096/],
    // Programs in JavaScript have no types.
    [{ memory: "1024" as unknown as number }, /`memory` must be a number, the memory in MiB/],
    [
      { taskRoleStatements: [{ Effect: "Allow" }] as unknown as [] },
      /`taskRoleStatements` must be a list of `\{ actions: \[\.\.\.\], resources: \[\.\.\.\] \}`/,
    ],
    [
      { taskRoleStatements: [{ actions: "ses:Send", resources: "*" }] as unknown as [] },
      /`taskRoleStatements` must be a list of/,
    ],
    [{ taskRoleStatements: {} as unknown as [] }, /`taskRoleStatements` must be a list of/],
    [{ secrets: [] as unknown as object as Args["secrets"] }, /`secrets` must be an object/],
    [{ secrets: pulumi.output({}) as unknown as object as Args["secrets"] }, /`secrets` must be an object/],
    [{ port: 0 }, /`port` must be a whole number, from 1 to 65535/],
    [{ port: 80, appProtocol: "tcp" }, /`appProtocol` must be `http`, `http2` or `grpc`/],
    [{ appProtocol: "http" }, /`appProtocol` needs `port`/],
    [{ ephemeralStorageInGiB: 20 }, /`ephemeralStorageInGiB` must be a whole number, from 21 to 200/],
    [{ cpuArchitecture: "arm64" }, /`cpuArchitecture` must be `X86_64` or `ARM64`/],
    [{ logRetentionInDays: 31 }, /`logRetentionInDays` must be `0`, `1`, /],
    [{ desiredCount: -1 }, /`desiredCount` must be a whole number, 0 or more/],
    [{ healthCheckGracePeriodSeconds: 5 }, /`healthCheckGracePeriodSeconds` needs `loadBalancer`/],
    [{ stopTimeout: 121 }, /`stopTimeout` must be a whole number, from 0 to 120/],
    [
      { enableExecuteCommand: true, readonlyRootFilesystem: true },
      /`enableExecuteCommand` needs a file system that the container can write to/,
    ],
    [
      { mountPoints: [{ volume: "files", containerPath: "/" }] },
      /`mountPoints` has a `volume` that is not in `volumes`/,
    ],
    [{ volumes: { "a b": {} } }, /`a b` in `volumes` can be no name of a volume/],
    [
      {
        volumes: { files: { efs: { fileSystemId: "fs-1", accessPointId: "fsap-1", rootDirectory: "/" } } },
      },
      /`volumes.files.efs` has a `rootDirectory` and an `accessPointId`/,
    ],
    [{ healthCheck: { command: ["true"] } }, /`healthCheck.command` must be `CMD` and the words/],
    [{ healthCheck: { command: ["CMD"] } }, /`healthCheck.command` must be/],
    [
      { healthCheck: { command: ["CMD", "true"], interval: 4 } },
      /`healthCheck.interval` must be a whole number, from 5 to 300/,
    ],
    [{ healthCheck: { command: ["CMD", "true"], timeout: 1 } }, /`healthCheck.timeout` must be/],
    [{ healthCheck: { command: ["CMD", "true"], retries: 11 } }, /`healthCheck.retries` must be/],
    [{ healthCheck: { command: ["CMD", "true"], startPeriod: 301 } }, /`healthCheck.startPeriod` must be/],
    [{ sidecars: { app: { image: "x" } } }, /`app` in `sidecars` can be no name of a sidecar/],
    [{ sidecars: { "a.b": { image: "x" } } }, /`a.b` in `sidecars` can be no name/],
    [{ sidecars: { agent: { image: "x", port: 70_000 } } }, /`sidecars.agent.port` must be a whole number/],
    [
      { sidecars: { agent: { image: "x", secrets: { KEY: "no name" } } } },
      /`KEY` in `sidecars.agent.secrets` must be the name or the ARN/,
    ],
    [
      { dependsOnContainers: { agent: "START" } },
      /`dependsOnContainers` names `agent`, which is no other container of the task/,
    ],
    [{ dependsOnContainers: { app: "START" } }, /names `app`, which is no other container/],
    [
      { dependsOnContainers: { agent: "HEALTHY" }, sidecars: { agent: { image: "x" } } },
      /waits until `agent` is healthy, which has no `healthCheck`/,
    ],
    [
      { dependsOnContainers: { agent: "SUCCESS" }, sidecars: { agent: { image: "x" } } },
      /waits for the end of `agent`, with which the task ends, too/,
    ],
    [
      { dependsOnContainers: { agent: "READY" }, sidecars: { agent: { image: "x" } } },
      /`dependsOnContainers` must be `START`, `COMPLETE`, `SUCCESS` or `HEALTHY`/,
    ],
    [
      {
        sidecars: {
          a: { image: "x", dependsOnContainers: { b: "START" } },
          b: { image: "x", dependsOnContainers: { a: "START" } },
        },
      },
      /the containers wait for each other in a cycle, `a` → `b` → `a`/,
    ],
    [{ capacityProviderStrategy: [] }, /`capacityProviderStrategy` must have at least one/],
    [
      { capacityProviderStrategy: [{ capacityProvider: "SPOT" }] },
      /`capacityProviderStrategy` must be `FARGATE` or `FARGATE_SPOT`/,
    ],
    [
      { capacityProviderStrategy: [{ capacityProvider: "FARGATE", weight: 0 }] },
      /`capacityProviderStrategy` must have a `weight` above 0/,
    ],
    [
      {
        capacityProviderStrategy: [
          { capacityProvider: "FARGATE", base: 1 },
          { capacityProvider: "FARGATE_SPOT", base: 1 },
        ],
      },
      /must have a `base` for one capacity provider only/,
    ],
    [{ autoscaling: { minCapacity: 3, maxCapacity: 2 } }, /`autoscaling.maxCapacity` must not be less/],
    [
      { desiredCount: 1, autoscaling: { minCapacity: -1, maxCapacity: 2 } },
      /`autoscaling.minCapacity` must be/,
    ],
    [
      { autoscaling: { minCapacity: 1, maxCapacity: 2, targetCpuUtilization: 0 } },
      /`autoscaling.targetCpuUtilization` must be a whole number, from 1 to 100/,
    ],
  ];
  for (const [args, message] of mistakes) {
    it(`is an error that names it, before anything is registered: ${JSON.stringify(args)}`, async () => {
      const resources: Registered[] = [];
      await assert.rejects(make(args, resources), (error: Error) => {
        assert.match(error.message, /^`shop`: /);
        assert.match(error.message, message);
        return true;
      });
      assert.deepEqual(resources, []);
    });
  }

  it("is refused as well when an output is known, and not before", async () => {
    const port = (value: pulumi.Input<number>) => checked("`shop`: `port`", value, wholeNumber(1, 65_535));
    const message = /`shop`: `port` must be a whole number, from 1 to 65535\.$/;
    assert.throws(() => port(0), message);
    await assert.rejects(settled(port(pulumi.output(0))), message);
    await assert.rejects(settled(port(Promise.resolve(0))), message);
    assert.equal(await settled(port(pulumi.output(80))), 80);
  });
});
