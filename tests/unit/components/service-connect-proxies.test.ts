import assert from "node:assert/strict";
import type { Registered } from "../../support/mocks";
import { argumentsOf, make, makeApplication, serviceOf } from "./made";

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

  it("are refused with a cluster that exists already, and nothing is registered", async () => {
    const resources: Registered[] = [];
    const edit = { containerInsights: "enabled", clusterArn: "arn:cluster" };
    await assert.rejects(makeApplication({}, edit, undefined, resources), {
      message: "`app`: `containerInsights` has no effect with `clusterArn`, with which no cluster is made.",
    });
    assert.deepEqual(resources, []);
  });
});
