import assert from "node:assert/strict";
import { ofType } from "../../support/mocks";
import { containerOf, documentOf, make, serviceOf } from "./made";

describe("a Fargate service", () => {
  it("is made of a service, a task definition, a log group, two roles and one attachment", async () => {
    const types = (await make()).map(({ type }) => type).sort();
    assert.deepEqual(types, [
      "aws:cloudwatch/logGroup:LogGroup",
      "aws:ecs/service:Service",
      "aws:ecs/taskDefinition:TaskDefinition",
      "aws:iam/role:Role",
      "aws:iam/role:Role",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    ]);
  });

  it("lets the execution role, and no other, read exactly the secrets that are named", async () => {
    const resources = await make({ secrets: { URL: "/shop/URL", KEY: "key" } });
    const { role, statements } = documentOf(resources, "shop-secrets");
    const arns = ["shop/URL", "key"].map((name) => `arn:aws:ssm:eu-central-1:123456789012:parameter/${name}`);
    assert.equal(role, "shop-execution-0000000");
    assert.deepEqual(statements, [{ Effect: "Allow", Action: "ssm:GetParameters", Resource: arns }]);
    assert.deepEqual(containerOf(resources).secrets, [
      { name: "URL", valueFrom: arns[0] },
      { name: "KEY", valueFrom: arns[1] },
    ]);
    assert.equal(ofType(resources, "aws:iam/rolePolicy:RolePolicy").size, 1);
  });

  it("takes the ARN of a parameter as it is", async () => {
    const arn = "arn:aws-cn:ssm:cn-north-1:999999999999:parameter/shop/URL";
    const { statements } = documentOf(await make({ secrets: { URL: arn } }), "shop-secrets");
    assert.deepEqual(statements[0].Resource, [arn]);
  });

  for (const text of [
    "p4ssw0rd!",
    "shop/URL",
    "/shop//URL",
    "arn:aws:s3:::bucket",
    "",
    "arn:aws:ssm:eu-central-1:1:parameter/x",
  ]) {
    it(`refuses a secret that names no parameter, and does not print it: ${JSON.stringify(text)}`, async () => {
      await assert.rejects(make({ secrets: { URL: text } }), (error: Error) => {
        assert.match(error.message, /`shop`: `URL` in `secrets` must be the name or the ARN of a parameter/);
        assert.ok(text === "" || !error.message.includes(text));
        return true;
      });
    });
  }

  it("attaches the reads to an execution role that exists already", async () => {
    const resources = await make({
      secrets: { URL: "/shop/URL" },
      executionRoleName: "ecsTaskExecutionRole",
    });
    assert.equal(documentOf(resources, "shop-secrets").role, "ecsTaskExecutionRole");
    assert.deepEqual([...ofType(resources, "aws:iam/role:Role").keys()], ["shop-task"]);
    assert.equal(
      ofType(resources, "aws:ecs/taskDefinition:TaskDefinition").get("shop")?.executionRoleArn,
      "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
    );
  });

  it("gives the task role what is listed", async () => {
    const resources = await make({ taskRoleStatements: [{ actions: ["ses:Send*"], resources: ["*"] }] });
    const { role, statements } = documentOf(resources, "shop-application");
    assert.equal(role, "shop-task-0000000");
    assert.deepEqual(statements, [{ Effect: "Allow", Action: ["ses:Send*"], Resource: ["*"] }]);
  });

  for (const action of [
    "ssm:GetParameters",
    "SSM:getparameter",
    "ssm:Get*",
    "ssm:*",
    "*",
    "ssm:GetParameter?",
  ]) {
    const statement = { actions: ["s3:GetObject", action], resources: ["*"] };
    it(`refuses ${action} for the task role, and says where it belongs`, async () => {
      await assert.rejects(make({ taskRoleStatements: [statement] }), (error: Error) => {
        assert.ok(error.message.includes(`\`${action}\` in \`taskRoleStatements\``));
        assert.match(error.message, /name them in `secrets`.*`taskRoleMayReadParameters: true`/);
        return true;
      });
    });
    it(`allows ${action} for the task role where that is asked for`, async () => {
      const resources = await make({ taskRoleStatements: [statement], taskRoleMayReadParameters: true });
      assert.deepEqual(documentOf(resources, "shop-application").statements[0].Action, statement.actions);
    });
  }

  it("is a client-server service with a host name and a port, always written, and waits until its tasks run", async () => {
    const service = serviceOf(
      await make({ port: 8080, serviceConnect: { namespace: "arn:ns", dnsName: "shop.local" } }),
    );
    assert.deepEqual(service.serviceConnectConfiguration, {
      enabled: true,
      namespace: "arn:ns",
      services: [
        { portName: "app", discoveryName: "shop", clientAlias: [{ dnsName: "shop.local", port: 8080 }] },
      ],
    });
    assert.equal(service.waitForSteadyState, true);
  });

  it("refuses a host name that AWS refuses", async () => {
    const serviceConnect = { namespace: "arn:ns", dnsName: "userApi" };
    await assert.rejects(
      make({ port: 8080, serviceConnect }),
      /`shop`: `serviceConnect.dnsName` must be a host name/,
    );
  });

  const discoveryNames: Record<string, [string, RegExp | undefined]> = {
    "that AWS takes": ["http_2-x", undefined],
    "of 64 characters": ["x".repeat(64), undefined],
    "of 65 characters": [
      "x".repeat(65),
      /`shop`: `serviceConnect.discoveryName` must be a name in Cloud Map/,
    ],
    "with a capital": ["Http", /`shop`: `serviceConnect.discoveryName` must be a name in Cloud Map/],
    "with a hyphen in front": ["-x", /`shop`: `serviceConnect.discoveryName` must be a name in Cloud Map/],
  };
  for (const [which, [discoveryName, message]] of Object.entries(discoveryNames)) {
    it(`${message ? "refuses" : "takes"} a name in Cloud Map ${which}`, async () => {
      const serviceConnect = { namespace: "arn:ns", dnsName: "shop.local", discoveryName };
      if (message) return assert.rejects(make({ port: 8080, serviceConnect }), message);
      const { serviceConnectConfiguration } = serviceOf(await make({ port: 8080, serviceConnect }));
      const { services } = serviceConnectConfiguration as { services: { discoveryName: string }[] };
      assert.deepEqual(
        services.map((each) => each.discoveryName),
        [discoveryName],
      );
    });
  }

  it("refuses a name in Cloud Map without a host name", async () => {
    await assert.rejects(
      make({ serviceConnect: { namespace: "arn:ns", discoveryName: "http" } }),
      /`shop`: `serviceConnect.discoveryName` needs `serviceConnect.dnsName`/,
    );
  });

  it("is client-only without a host name, and does not wait", async () => {
    const service = serviceOf(await make({ serviceConnect: { namespace: "arn:ns" } }));
    assert.deepEqual(service.serviceConnectConfiguration, { enabled: true, namespace: "arn:ns" });
    assert.equal(service.waitForSteadyState, false);
  });

  it("names its port for Service Connect as its container does", async () => {
    const resources = await make({
      port: 8080,
      serviceConnect: { namespace: "arn:ns", dnsName: "shop.local" },
    });
    assert.deepEqual(containerOf(resources).portMappings, [{ name: "app", containerPort: 8080 }]);
  });

  it("is deployed again when what it is told to watch changes", async () => {
    const service = serviceOf(await make({ redeployOn: { users: "users:8080" } }));
    assert.equal(service.forceNewDeployment, true);
    assert.deepEqual(service.triggers, { users: "users:8080" });
    assert.equal(serviceOf(await make()).forceNewDeployment, undefined);
  });

  it("writes its logs to a group that it makes", async () => {
    const resources = await make();
    assert.deepEqual(containerOf(resources).logConfiguration.options, {
      "awslogs-group": "shop-0000000",
      "awslogs-region": "eu-central-1",
      "awslogs-stream-prefix": "shop",
    });
  });

  it("says which argument needs a port", async () => {
    await assert.rejects(
      make({ serviceConnect: { namespace: "arn:ns", dnsName: "shop.local" } }),
      /`serviceConnect.dnsName` needs `port`/,
    );
    await assert.rejects(make({ loadBalancer: { targetGroupArn: "arn:tg" } }), /`loadBalancer` needs `port`/);
  });

  it("bounds both roles where that is asked for", async () => {
    const boundary = "arn:aws:iam::123456789012:policy/boundary";
    for (const [permissionsBoundaryArn, expected] of [
      [boundary, boundary],
      [undefined, undefined],
    ]) {
      const roles = ofType(await make({ permissionsBoundaryArn }), "aws:iam/role:Role");
      assert.deepEqual(
        [...roles].map(([name, { permissionsBoundary }]) => [name, permissionsBoundary]).sort(),
        [
          ["shop-execution", expected],
          ["shop-task", expected],
        ],
      );
    }
  });

  it("puts its tags on everything that can have them", async () => {
    for (const { type, inputs } of await make({ tags: { team: "shop" } })) {
      if (type.startsWith("aws:iam/rolePolicy")) continue;
      assert.deepEqual(inputs.tags, { team: "shop" }, type);
    }
  });
});
