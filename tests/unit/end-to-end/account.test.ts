import * as assert from "node:assert/strict";
import type { Call } from "../../end-to-end/calls";
import { secretsIn, waitsIn } from "../../end-to-end/checks";
import { EcsAdditions } from "../../end-to-end/ecs-additions";
import type { Moto } from "../../end-to-end/moto";

const ARN = "arn:aws:ecs:eu-central-1:123456789012:service/hub/user-0123abc";

/** A simulation with one service, of which so many tasks run, and a role with one policy. */
function motoWith({ running = 1, resource = "*" }): Moto {
  const service = {
    serviceArn: ARN,
    serviceName: "user-0123abc",
    taskDefinition: "user:1",
    status: "ACTIVE",
    desiredCount: 1,
    runningCount: running,
    deployments: [{ id: "ecs-svc/42" }],
  };
  const taskDefinition = {
    executionRoleArn: "arn:aws:iam::123456789012:role/some/path/execution",
    containerDefinitions: [
      { secrets: [{ valueFrom: "arn:aws:ssm:eu-central-1:123456789012:parameter/hub/URL" }] },
    ],
  };
  const statement = { Effect: "Allow", Action: ["ses:Send*", "ssm:Get*"], Resource: resource };
  const answers: Record<string, object> = {
    ListClusters: { clusterArns: ["hub"] },
    ListServices: { serviceArns: [ARN] },
    DescribeServices: { services: [service] },
    DescribeTaskDefinition: { taskDefinition },
  };
  return {
    url: "",
    askEcs: async <Answer>(action: string) => answers[action] as Answer,
    askIam: async ({ Action, RoleName }) => {
      assert.equal(RoleName, "execution");
      const document = encodeURIComponent(JSON.stringify({ Version: "2012-10-17", Statement: statement }));
      return Action === "ListRolePolicies"
        ? "<PolicyNames><member>reads</member></PolicyNames>"
        : `<PolicyDocument>${document}</PolicyDocument>`;
    },
    stop: () => undefined,
  };
}

const ask = (action: string, request: object): Call => ({ action, body: JSON.stringify(request) });
const LIST = ask("ListServiceDeployments", { cluster: "hub", service: "user-0123abc" });

async function statusOfFirst(additions: EcsAdditions): Promise<string> {
  const list = JSON.parse((await additions.answer(LIST)) ?? "");
  const serviceDeploymentArns = [list.serviceDeployments[0].serviceDeploymentArn];
  const told = await additions.answer(ask("DescribeServiceDeployments", { serviceDeploymentArns }));
  return JSON.parse(told ?? "").serviceDeployments[0].status;
}

describe("what is added to moto", () => {
  it("are deployments, in progress when first asked for and successful then", async () => {
    const additions = new EcsAdditions(motoWith({}));
    assert.equal(await statusOfFirst(additions), "IN_PROGRESS");
    assert.equal(await statusOfFirst(additions), "SUCCESSFUL");
  });

  it("are no successful deployments while tasks are missing", async () => {
    const additions = new EcsAdditions(motoWith({ running: 0 }));
    await statusOfFirst(additions);
    assert.equal(await statusOfFirst(additions), "IN_PROGRESS");
  });

  it("is the Service Connect configuration that a service was made with", async () => {
    const additions = new EcsAdditions(motoWith({}));
    const configuration = { enabled: true, namespace: "hub" };
    const create = { serviceName: "user-0123abc", serviceConnectConfiguration: configuration };
    additions.complete(ask("CreateService", create), "{}");
    const services = [
      { serviceName: "user-0123abc", deployments: [{}] },
      { serviceName: "other", deployments: [{}] },
    ];
    const told = JSON.parse(additions.complete(ask("DescribeServices", {}), JSON.stringify({ services })));
    assert.deepEqual(told.services[0].deployments, [{ serviceConnectConfiguration: configuration }]);
    assert.deepEqual(told.services[1].deployments, [{}]);
  });

  it("is nothing else", async () => {
    const additions = new EcsAdditions(motoWith({}));
    assert.equal(await additions.answer(ask("DescribeServices", {})), undefined);
    assert.equal(additions.complete(ask("CreateRole", {}), "<xml/>"), "<xml/>");
  });
});

describe("secrets in the account", () => {
  it("are readable where a policy of the execution role lets it", async () => {
    const { all, unreadable } = await secretsIn(motoWith({ resource: "arn:aws:ssm:*:*:parameter/hub/*" }));
    assert.deepEqual([all.length, unreadable], [1, []]);
  });

  it("are not where none does", async () => {
    const { unreadable } = await secretsIn(motoWith({ resource: "arn:aws:ssm:*:*:parameter/other/*" }));
    assert.deepEqual(unreadable, ["arn:aws:ssm:eu-central-1:123456789012:parameter/hub/URL"]);
  });
});

describe("clients that did not wait", () => {
  const connected = (serviceName: string, namespace: string, services: object[] = []) =>
    ask("CreateService", {
      serviceName,
      serviceConnectConfiguration: { enabled: true, namespace, services },
    });
  const server = connected("user-0123abc", "hub", [{ portName: "http" }]);
  const client = connected("gateway-0123abc", "hub");
  const told = (status: string, callsBefore = 2): Call => ({
    ...ask("DescribeServiceDeployments", {}),
    answer: { body: JSON.stringify({ arn: `${ARN}/42`, status }), callsBefore },
  });

  const missing = (calls: Call[]) => waitsIn(calls).missing;

  it("are those that were made before a server's deployment had succeeded", () => {
    assert.deepEqual(missing([client, server, told("SUCCESSFUL")]), ["gateway → user"]);
    assert.deepEqual(missing([server, told("IN_PROGRESS"), client]), ["gateway → user"]);
    assert.deepEqual(missing([server, client]), ["gateway → user"]);
    assert.deepEqual(missing([server, told("SUCCESSFUL", 3), client]), ["gateway → user"]);
  });

  it("are none that came after it, and none of another namespace", () => {
    const { all, missing: none } = waitsIn([server, told("SUCCESSFUL"), client]);
    assert.deepEqual([all, none], [["gateway → user"], []]);
    assert.deepEqual(missing([server, connected("other", "elsewhere")]), []);
  });
});
