import assert from "node:assert/strict";
import fc from "fast-check";
import { type Case, messageOf, testCases } from "../../../support/cases";
import { judge, taskDefinitionsAreAccepted, undetermined } from "../../../support/pack";
import { type Input, type Inputs, jsonText, Output, Stack } from "../../../support/stack";

const definition = "aws:ecs/taskDefinition:TaskDefinition::web";
const rejected = (id: string) => `mandatory ${taskDefinitionsAreAccepted} ${id} ${definition}`;
/** The policies about secrets cannot read the volumes either. */
const listed = `advisory ${undetermined} secrets-unclear ${definition}`;

/** What the policies about secrets make of it is not the matter here. */
const withoutSecrets = {
  "ecs-execution-role-reads-secrets": "disabled",
  "ecs-roles-let-tasks-start": "disabled",
} as const;

type Container = { readonly [key: string]: Input };
type Containers = readonly Container[];
const fargate = { requiresCompatibilities: ["FARGATE"], networkMode: "awsvpc", cpu: "256", memory: "512" };

/** A task definition of which all is right but for what is given. */
const made =
  (inputs: Inputs, containers: Containers = [{}]) =>
  (stack: Stack): void => {
    const all = containers.map((own, index) => ({ name: `app-${index}`, image: "nginx", ...own }));
    stack.taskDefinition("web", { containerDefinitions: jsonText(all), ...inputs });
  };
const onInstances = { memory: "512" };
const withoutSize = { memory: undefined };

const refuses = (it: string, id: string, inputs: Inputs, containers?: Containers): Case => ({
  it: `refuses ${it}`,
  program: made(inputs, containers),
  finds: [rejected(id)],
});
const takes = (it: string, inputs: Inputs, containers?: Containers): Case => ({
  it: `takes ${it}`,
  program: made(inputs, containers),
});
const one = (container: Container): Containers => [container];

describe("ecs-task-definitions-are-accepted", () => {
  describe("sizes", () => {
    const size = (cpu: Input, memory: Input) => ({ ...fargate, cpu, memory });
    const windows = (cpu: string, memory: string) => ({
      ...size(cpu, memory),
      runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE", cpuArchitecture: "X86_64" },
    });
    testCases([
      ...[
        ["256", "512"],
        ["256", "2048"],
        ["512", "1024"],
        ["512", "4096"],
        ["1024", "8192"],
        ["2048", "16384"],
        ["4096", "30720"],
        ["8192", "16384"],
        ["8192", "61440"],
        ["16384", "122880"],
        ["32768", "249856"],
        [".25 vCPU", "0.5 GB"],
        ["1 vcpu", "8GB"],
        ["0.25vCPU", "1 gb"],
      ].map(([cpu = "", memory = ""]) => takes(`${cpu} with ${memory}`, size(cpu, memory))),
      ...[
        ["256", "511"],
        ["256", "3072"],
        ["512", "512"],
        ["512", "5120"],
        ["1024", "8193"],
        ["1024", "2560"],
        ["4096", "31744"],
        ["8192", "20479"],
        ["16384", "131072"],
        ["32768", "122881"],
        ["300", "512"],
        ["1 vCPU", "1 GB"],
      ].map(([cpu = "", memory = ""]) => refuses(`${cpu} with ${memory}`, "size", size(cpu, memory))),
      takes("a size that is not known", size(new Output("256", [], { isKnown: false, from: [] }), "512")),
      takes("a size beyond the greatest, which may be new", size("65536", "262144")),
      takes("a size in words", size("many", "much")),
      refuses("no memory", "size-missing/memory", { ...fargate, memory: undefined }),
      refuses("no cpu", "size-missing/cpu", { ...fargate, cpu: undefined }),
      takes("no size on instances", onInstances),
      takes("odd sizes on instances", { cpu: "300", memory: "700" }),
      takes("Windows with 1024", windows("1024", "2048")),
      refuses("Windows with 512", "size", windows("512", "1024")),
      takes("a container with all of it", fargate, one({ memory: 512, memoryReservation: 512, cpu: 256 })),
      refuses("a container with more memory", "container-over-task/app-0", fargate, one({ memory: 513 })),
      refuses(
        "a reservation above the limit",
        "container-over-task/app-0",
        fargate,
        one({ memory: 256, memoryReservation: 257 }),
      ),
      refuses("containers with more cpu together", "containers-over-task", fargate, [
        { cpu: 128 },
        { cpu: 129 },
      ]),
      refuses("no memory anywhere", "memory-missing/app-0", withoutSize),
      takes("memory of the container", withoutSize, one({ memory: 128 })),
      takes("a reservation of the container", withoutSize, one({ memoryReservation: 128 })),
      refuses(
        "a GPU on Fargate",
        "gpu/app-0",
        fargate,
        one({ resourceRequirements: [{ type: "GPU", value: "1" }] }),
      ),
      takes("a GPU on instances", onInstances, one({ resourceRequirements: [{ type: "GPU", value: "1" }] })),
    ]);
  });

  describe("what Fargate does not have", () => {
    const only = (it: string, id: string, container: Container, right: Container = {}): Case[] => [
      refuses(it, id, fargate, one(container)),
      takes(`${it} on instances`, onInstances, one(container)),
      takes(`what is left of ${it}`, fargate, one(right)),
    ];
    const logged = (logDriver: string) => ({ logConfiguration: { logDriver } });
    testCases([
      refuses("another network mode", "fargate-network-mode", { ...fargate, networkMode: "bridge" }),
      refuses("no network mode", "fargate-network-mode", { ...fargate, networkMode: undefined }),
      refuses("an ipcMode", "fargate-ipc-mode", { ...fargate, ipcMode: "task" }),
      refuses("the pidMode of the host", "fargate-pid-mode-host", { ...fargate, pidMode: "host" }),
      takes("the pidMode of the task", { ...fargate, pidMode: "task" }),
      refuses("placement constraints", "fargate-placement-constraints", {
        ...fargate,
        placementConstraints: [{ type: "memberOf", expression: "attribute:x == y" }],
      }),
      takes("an empty list of them", { ...fargate, placementConstraints: [] }),
      refuses("a Docker volume", "fargate-docker-volume", {
        ...fargate,
        volumes: [{ name: "data", dockerVolumeConfiguration: { scope: "task" } }],
      }),
      refuses("a path of the host", "fargate-host-source-path", {
        ...fargate,
        volumes: [{ name: "data", hostPath: "/data" }],
      }),
      takes("a volume of the task", { ...fargate, volumes: [{ name: "data" }] }),
      ...only("privileges", "fargate-privileged/app-0", { privileged: true }, { privileged: false }),
      ...only(
        "devices",
        "fargate-devices/app-0",
        { linuxParameters: { devices: [{ hostPath: "/dev/x" }] } },
        { linuxParameters: { devices: [] } },
      ),
      ...only("shared memory", "fargate-shared-memory-size/app-0", {
        linuxParameters: { sharedMemorySize: 64 },
      }),
      ...only("swap", "fargate-max-swap/app-0", { linuxParameters: { maxSwap: 64 } }),
      ...only(
        "a capability",
        "fargate-capabilities-add/app-0",
        { linuxParameters: { capabilities: { add: ["SYS_PTRACE", "NET_ADMIN"] } } },
        { linuxParameters: { capabilities: { add: ["SYS_PTRACE"], drop: ["ALL"] } } },
      ),
      ...only("security options", "fargate-docker-security-options/app-0", {
        dockerSecurityOptions: ["no-new-privileges"],
      }),
      ...only(
        "another log driver",
        "fargate-log-driver-unsupported/app-0",
        logged("json-file"),
        logged("splunk"),
      ),
    ]);
  });

  describe("what a network of the task's own does not have", () => {
    const withNetwork = { ...onInstances, networkMode: "awsvpc" };
    for (const [id, container, right] of [
      ["fargate-links/app-0", { links: ["db"] }, { links: [] }],
      ["fargate-dns-servers/app-0", { dnsServers: ["10.0.0.2"] }, { dnsSearchDomains: [] }],
      [
        "awsvpc-extra-hosts/app-0",
        { extraHosts: [{ hostname: "db", ipAddress: "10.0.0.3" }] },
        { extraHosts: [] },
      ],
      ["awsvpc-hostname/app-0", { hostname: "web" }, { hostname: "" }],
      ["fargate-disable-networking/app-0", { disableNetworking: true }, { disableNetworking: false }],
    ] as const) {
      testCases([
        refuses(Object.keys(container).join(), id, withNetwork, one(container)),
        takes(
          `${Object.keys(container).join()} with bridge`,
          { ...onInstances, networkMode: "bridge" },
          one(container),
        ),
        takes(`what is left of ${Object.keys(container).join()}`, withNetwork, one(right)),
      ]);
    }
  });

  describe("containers", () => {
    const waits = (condition: string, containerName = "app-1") => ({
      dependsOn: [{ containerName, condition }],
    });
    const variable = (name: string, more: Container) => [{ name, ...more }];
    testCases([
      refuses("two of one name", "container-name-taken/app", onInstances, [{ name: "app" }, { name: "app" }]),
      refuses("none", "no-containers", onInstances, []),
      refuses("none that is essential", "no-essential-container", onInstances, [
        { essential: false },
        { essential: false },
      ]),
      takes("one that does not say whether it is essential", onInstances, [{}, { essential: false }]),
      refuses(
        "a wait for one that there is not",
        "depends-on-missing/app-0",
        onInstances,
        one(waits("START", "other")),
      ),
      takes("a wait for another", onInstances, [waits("START"), {}]),
      refuses("a wait for the end of an essential one", "depends-on-essential/app-0", onInstances, [
        waits("SUCCESS"),
        {},
      ]),
      takes("a wait for the end of another one", onInstances, [waits("COMPLETE"), { essential: false }]),
      takes("a wait for a healthy one, whatever its image checks", onInstances, [waits("HEALTHY"), {}]),
      refuses(
        "a mount of a volume that there is not",
        "volume-missing/app-0",
        onInstances,
        one({ mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] }),
      ),
      takes(
        "a mount of one that there is",
        { ...onInstances, volumes: [{ name: "data" }] },
        one({ mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] }),
      ),
      {
        it: "takes a mount of volumes that are not known",
        program: made(
          { ...onInstances, volumes: new Output([], [], { isKnown: false, from: [] }) },
          one({ mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] }),
        ),
        findsAtFirst: [listed],
        finds: [rejected("volume-missing/app-0")],
      },
      refuses(
        "volumes of a container that there is not",
        "volumes-from-missing/app-0",
        onInstances,
        one({ volumesFrom: [{ sourceContainer: "db" }] }),
      ),
      takes("volumes of another container", onInstances, [
        { volumesFrom: [{ sourceContainer: "app-1" }] },
        {},
      ]),
      {
        it: "refuses a variable that is a secret, too",
        program: made(
          { ...onInstances, executionRoleArn: "arn:aws:iam::123456789012:role/execution" },
          one({
            environment: variable("STAGE", { value: "dev" }),
            secrets: variable("STAGE", { valueFrom: "/shop/STAGE" }),
          }),
        ),
        finds: [
          rejected("variable-taken/app-0/stage"),
          "advisory ecs-guardrails-undetermined secret-unclear/app-0/stage aws:ecs/taskDefinition:TaskDefinition::web",
        ],
      },
      refuses(
        "a secret under environment",
        "secret-misplaced/app-0/db",
        onInstances,
        one({
          environment: variable("DB", { valueFrom: "arn:aws:ssm:eu-central-1:123456789012:parameter/db" }),
        }),
      ),
      takes("a plain variable", onInstances, one({ environment: variable("DB", { value: "" }) })),
      refuses(
        "a file of variables that is no ARN",
        "environment-files/app-0",
        onInstances,
        one({ environmentFiles: [{ type: "s3", value: "s3://bucket/a.env" }] }),
      ),
      refuses(
        "a soft limit above the hard one",
        "ulimit/app-0",
        onInstances,
        one({ ulimits: [{ name: "nofile", softLimit: 65536, hardLimit: 65535 }] }),
      ),
      takes(
        "equal limits",
        onInstances,
        one({ ulimits: [{ name: "nofile", softLimit: 65535, hardLimit: 65535 }] }),
      ),
      refuses(
        "a log without a group",
        "log-group-missing/app-0",
        onInstances,
        one({ logConfiguration: { logDriver: "awslogs", options: { "awslogs-region": "eu-central-1" } } }),
      ),
      refuses(
        "FireLens without a router",
        "router-missing/app-0",
        onInstances,
        one({ logConfiguration: { logDriver: "awsfirelens" } }),
      ),
      refuses("a router to which no container sends its log", "router-alone/app-1", onInstances, [
        { logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/ecs/web" } } },
        { firelensConfiguration: { type: "fluentbit" } },
      ]),
      takes("a router that is none for FireLens", onInstances, one({ image: "fluent/fluent-bit:3.2" })),
      takes("FireLens with a router", onInstances, [
        { logConfiguration: { logDriver: "awsfirelens" } },
        { firelensConfiguration: { type: "fluentbit" } },
      ]),
    ]);

    it("refuses a log without a prefix, on Fargate alone", async () => {
      const logConfiguration = {
        logDriver: "awslogs",
        options: { "awslogs-group": "/ecs/web", "awslogs-region": "eu-central-1" },
      };
      const role = { executionRoleArn: "arn:aws:iam::123456789012:role/execution" };
      const idsOf = async (inputs: Inputs) => {
        const stack = new Stack();
        made({ ...role, ...inputs }, one({ logConfiguration }))(stack);
        const { diagnostics } = await judge(stack.seen("update preview"));
        return diagnostics
          .filter(({ policy }) => policy === taskDefinitionsAreAccepted)
          .flatMap(({ ids }) => ids);
      };
      assert.deepEqual(await idsOf(fargate), ["stream-prefix-missing/app-0"]);
      assert.deepEqual(await idsOf(onInstances), []);
    });
  });

  describe("numbers of containers", () => {
    for (const [property, field, from, to, id] of [
      ["healthCheck", "interval", 5, 300, "healthcheck-interval-range/app-0"],
      ["healthCheck", "timeout", 2, 60, "healthcheck-timeout-range/app-0"],
      ["healthCheck", "retries", 1, 10, "healthcheck-retries-range/app-0"],
      ["healthCheck", "startPeriod", 0, 300, "healthcheck-start-period-range/app-0"],
      ["restartPolicy", "restartAttemptPeriod", 60, 1800, "restart-policy-attempt-period-range/app-0"],
    ] as const) {
      const of = (number: number) => one({ [property]: { [field]: number } });
      testCases([
        takes(`${field} of ${from}`, onInstances, of(from)),
        takes(`${field} of ${to}`, onInstances, of(to)),
        refuses(`${field} of ${to + 1}`, id, onInstances, of(to + 1)),
        ...(from > 1 ? [refuses(`${field} of ${from - 1}`, id, onInstances, of(from - 1))] : []),
      ]);
    }
  });

  describe("ports", () => {
    const maps = (...portMappings: Container[]) => one({ portMappings });
    const withMode = (networkMode: string) => ({ ...onInstances, networkMode });
    testCases([
      refuses(
        "another port of the host",
        "host-port/app-0",
        fargate,
        maps({ containerPort: 80, hostPort: 8080 }),
      ),
      refuses(
        "another port of the host with host",
        "host-port/app-0",
        withMode("host"),
        maps({ containerPort: 80, hostPort: 8080 }),
      ),
      takes(
        "another port of the host with bridge",
        withMode("bridge"),
        maps({ containerPort: 80, hostPort: 8080 }),
      ),
      takes("the same port of the host", fargate, maps({ containerPort: 80, hostPort: 80 })),
      takes("none of the host", fargate, maps({ containerPort: 80 })),
      takes("0 of the host", fargate, maps({ containerPort: 80, hostPort: 0 })),
      refuses(
        "two mappings of one name",
        "port-name-taken",
        fargate,
        maps({ name: "http", containerPort: 80 }, { name: "http", containerPort: 81 }),
      ),
      takes("a range of ports", fargate, maps({ containerPortRange: "1-65535" })),
      refuses("a range of one port", "port-range/app-0", fargate, maps({ containerPortRange: "80-80" })),
      refuses("a range backwards", "port-range/app-0", fargate, maps({ containerPortRange: "90-80" })),
      refuses(
        "a range beside a port",
        "port-range/app-0",
        fargate,
        maps({ containerPortRange: "80-90", containerPort: 80 }),
      ),
    ]);
  });

  describe("volumes", () => {
    const mounts = (efsVolumeConfiguration: Container, more: Container = {}) => ({
      ...fargate,
      volumes: [
        {
          name: "data",
          efsVolumeConfiguration: { fileSystemId: "fs-1", ...efsVolumeConfiguration },
          ...more,
        },
      ],
    });
    testCases([
      refuses(
        "a root beside an access point",
        "access-point-root/data",
        mounts({
          rootDirectory: "/data",
          transitEncryption: "ENABLED",
          authorizationConfig: { accessPointId: "fsap-1" },
        }),
      ),
      takes(
        "the root itself",
        mounts({
          rootDirectory: "/",
          transitEncryption: "ENABLED",
          authorizationConfig: { accessPointId: "fsap-1" },
        }),
      ),
      takes("a root without an access point", mounts({ rootDirectory: "/data" })),
      refuses(
        "IAM without encryption",
        "encryption-missing/data",
        mounts({ authorizationConfig: { iam: "ENABLED" } }),
      ),
      takes(
        "IAM with encryption",
        mounts({ transitEncryption: "ENABLED", authorizationConfig: { iam: "ENABLED" } }),
      ),
      refuses(
        "a port for encryption without it",
        "encryption-missing/data",
        mounts({ transitEncryptionPort: 2999 }),
      ),
      refuses("a volume of the launch that nobody mounts", "launch-volume-unused/data", {
        ...fargate,
        volumes: [{ name: "data", configureAtLaunch: true }],
      }),
      takes(
        "one that somebody mounts",
        { ...fargate, volumes: [{ name: "data", configureAtLaunch: true }] },
        one({ mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] }),
      ),
      {
        it: "refuses one that is not encrypted, with odd parts beside it",
        program: made({
          ...fargate,
          volumes: [
            { name: 7, efsVolumeConfiguration: { authorizationConfig: { iam: "ENABLED" } } },
            8,
            null,
          ],
        }),
        finds: [listed, rejected("encryption-missing/number-1")],
      },
    ]);
  });

  describe("what is no mistake", () => {
    const later = <T extends Input>(value: T) => new Output(value as never, [], { isKnown: false, from: [] });
    const volume = (own: Input) => ({ ...onInstances, volumes: [own] });
    testCases(
      [
        takes(
          "no hard limit",
          onInstances,
          one({ ulimits: [{ name: "core", softLimit: 1024, hardLimit: -1 }] }),
        ),
        takes("containers with more `cpu` than the task on instances", { ...onInstances, cpu: "256" }, [
          { cpu: 256 },
          { cpu: 256 },
        ]),
        takes("a `memory` of 0, which is not sent", onInstances, one({ memory: 0, memoryReservation: 128 })),
        takes(
          "numbers of 0 that Fargate does not have",
          fargate,
          one({ linuxParameters: { maxSwap: 0, sharedMemorySize: 0 } }),
        ),
        takes(
          "a host port of 0 beside a range",
          onInstances,
          one({ portMappings: [{ containerPortRange: "80-90", hostPort: 0 }] }),
        ),
        takes(
          "a group of logs that is a secret",
          onInstances,
          one({
            logConfiguration: {
              logDriver: "awslogs",
              options: { "awslogs-region": "eu-central-1" },
              secretOptions: [
                {
                  name: "awslogs-group",
                  valueFrom: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/group-AbCdEf",
                },
              ],
            },
          }),
        ),
        takes(
          "a period of a policy of restarts that is off",
          onInstances,
          one({ restartPolicy: { enabled: false, restartAttemptPeriod: 30 } }),
        ),
      ].map((tested) => ({ ...tested, config: withoutSecrets })),
    );
    testCases(
      [
        {
          ...takes(
            "an access point that is not known beside a root",
            volume({
              name: "data",
              efsVolumeConfiguration: {
                fileSystemId: "fs-1",
                rootDirectory: "/x",
                transitEncryption: "ENABLED",
                authorizationConfig: { accessPointId: later("") },
              },
            }),
          ),
        },
        takes("a path on the host that is not known", {
          ...fargate,
          volumes: [{ name: "data", hostPath: later("") }],
        }),
        takes(
          "the name of a volume that is withheld",
          volume({ name: "[secret]" }),
          one({
            mountPoints: [{ sourceVolume: "data", containerPath: "/data" }],
          }),
        ),
      ].map((tested) => ({ ...tested, config: withoutSecrets })),
    );
    it("asks for memory only where the platforms are known", async () => {
      const stack = new Stack();
      made({ requiresCompatibilities: later(["FARGATE"]), memory: undefined, networkMode: "awsvpc" })(stack);
      const { diagnostics } = await judge(stack.seen("first preview"));
      assert.deepEqual(
        diagnostics.filter(({ policy }) => policy === taskDefinitionsAreAccepted),
        [],
      );
    });
  });

  it("takes 300 task definitions that are right", async () => {
    const amounts: readonly (readonly [number, number])[] = [
      [256, 1024],
      [512, 2048],
      [1024, 4096],
      [4096, 8192],
      [8192, 20480],
    ];
    const containerOf = (index: number) =>
      fc.record(
        {
          name: fc.constant(`container-${index}`),
          image: fc.constant("public.ecr.aws/nginx/nginx:1.27"),
          essential: fc.constant(true),
          cpu: fc.integer({ min: 0, max: 64 }),
          memoryReservation: fc.integer({ min: 6, max: 256 }),
          memory: fc.integer({ min: 256, max: 1024 }),
          portMappings: fc.constantFrom(
            [{ containerPort: 80 + index }],
            [{ containerPort: 80 + index, hostPort: 80 + index, name: `http-${index}` }],
            [{ containerPortRange: `${8000 + index * 10}-${8009 + index * 10}` }],
          ),
          environment: fc.constant([{ name: "STAGE", value: "dev" }]),
          healthCheck: fc.record({
            command: fc.constant(["CMD-SHELL", "true"]),
            interval: fc.integer({ min: 5, max: 300 }),
            timeout: fc.integer({ min: 2, max: 60 }),
            retries: fc.integer({ min: 1, max: 10 }),
          }),
          readonlyRootFilesystem: fc.boolean(),
          linuxParameters: fc.constantFrom(
            { initProcessEnabled: true },
            { capabilities: { add: ["SYS_PTRACE"], drop: ["ALL"] } },
          ),
          ulimits: fc.constant([{ name: "nofile", softLimit: 1024, hardLimit: 65535 }]),
          stopTimeout: fc.integer({ min: 2, max: 120 }),
          mountPoints: fc.constant([{ sourceVolume: "scratch", containerPath: "/scratch" }]),
          dependsOn: fc.constant(index === 0 ? [] : [{ containerName: "container-0", condition: "START" }]),
        },
        { requiredKeys: ["name", "image"] },
      );
    const definitions = fc.tuple(
      fc.constantFrom(...amounts),
      fc.boolean(),
      fc
        .integer({ min: 1, max: 4 })
        .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => containerOf(index)))),
    );
    await fc.assert(
      fc.asyncProperty(definitions, async ([[cpu, memory], inWords, containers]) => {
        const stack = new Stack();
        stack.taskDefinition("web", {
          requiresCompatibilities: ["FARGATE"],
          networkMode: "awsvpc",
          cpu: inWords ? `${cpu / 1024} vCPU` : `${cpu}`,
          memory: inWords ? `${memory / 1024} GB` : `${memory}`,
          volumes: [{ name: "scratch" }],
          containerDefinitions: JSON.stringify(containers),
        });
        const { diagnostics } = await judge(stack.seen("first preview"));
        assert.deepEqual(diagnostics, []);
      }),
      { numRuns: 300 },
    );
  });

  it("says what to write", async () => {
    const stack = new Stack();
    made({ ...fargate, cpu: "1024", memory: "1024" })(stack);
    assert.equal(
      await messageOf(taskDefinitionsAreAccepted, stack),
      [
        "Task definition `web` is for Fargate and has a `memory` that does not go with its `cpu`.",
        "What fails: AWS refuses the task definition: ClientException: No Fargate configuration exists for given values.",
        "Change: write from `2048` to `8192`, in steps of `1024`, or another `cpu`.",
        'To accept it: "exemptions": [{ "resource": "web", "finding": "size", "reason": "…" }] in the configuration of this policy.',
        "Finding: size",
      ].join("\n"),
    );
  });
});
