import assert from "node:assert/strict";
import { ofType } from "../../support/mocks";
import { documentOf, make } from "./made";

type Container = {
  command: string[];
  environment: { name: string; value: string }[];
  image: string;
  secrets: { name: string }[];
};

/** The container of the migration of the service that is made with these arguments. */
async function migrated(edit: Parameters<typeof make>[0]) {
  const resources = await make({ cluster: "arn:aws:ecs:eu-central-1:123456789012:cluster/shop", ...edit });
  const definition = ofType(resources, "aws:ecs/taskDefinition:TaskDefinition").get("shop-migration");
  assert.ok(definition, "there is no migration");
  const [container]: Container[] = JSON.parse(String(definition.containerDefinitions));
  assert.ok(container);
  return { resources, definition, container };
}

describe("the migration of a service", () => {
  it("has image, variables, secrets, keys and permissions of the service, and its own command and size", async () => {
    const { resources, definition, container } = await migrated({
      cpu: 1024,
      environment: { STAGE: "test" },
      secrets: { URL: "/shop/URL" },
      taskRoleStatements: [{ actions: ["ses:SendEmail"], resources: ["*"] }],
      migration: { command: ["migrate"] },
    });
    assert.deepEqual(container.command, ["migrate"]);
    assert.equal(container.image, "shop");
    assert.deepEqual(container.environment, [{ name: "STAGE", value: "test" }]);
    assert.deepEqual(
      container.secrets.map(({ name }) => name),
      ["URL"],
    );
    assert.equal(definition.cpu, "256");
    assert.equal(documentOf(resources, "shop-migration-secrets").role, "shop-migration-execution-0000000");
    assert.equal(documentOf(resources, "shop-migration-application").role, "shop-migration-task-0000000");
  });

  it("has variables and secrets of its own besides, and another image where it says so", async () => {
    const { container } = await migrated({
      environment: { STAGE: "test", DEPTH: "1" },
      secrets: { URL: "/shop/URL" },
      migration: { image: "tools", environment: { DEPTH: "2" }, secrets: { ADMIN: "/shop/ADMIN" } },
    });
    assert.equal(container.image, "tools");
    assert.deepEqual(container.environment, [
      { name: "STAGE", value: "test" },
      { name: "DEPTH", value: "2" },
    ]);
    assert.deepEqual(
      container.secrets.map(({ name }) => name),
      ["URL", "ADMIN"],
    );
  });

  it("leaves the sidecars of the service out", async () => {
    const { definition } = await migrated({
      sidecars: { agent: { image: "agent" } },
      migration: { command: ["migrate"] },
    });
    assert.equal(JSON.parse(String(definition.containerDefinitions)).length, 1);
  });

  it("is not there where none is asked for", async () => {
    const definitions = ofType(await make(), "aws:ecs/taskDefinition:TaskDefinition");
    assert.deepEqual([...definitions.keys()], ["shop"]);
  });

  const mistakes: [NonNullable<Parameters<typeof make>[0]>["migration"], RegExp][] = [
    [
      { timeoutInMinutes: 0 },
      /^`shop-migration`: `timeoutInMinutes` must be a whole number, from 1 to 720\.$/,
    ],
    [{ cpu: 300 }, /^`shop-migration`: `cpu` must be a number of CPU units that Fargate has/],
    [{ secrets: { URL: "p4ssw0rd!" } }, /^`shop-migration`: `URL` in `secrets` must be the name or the ARN/],
  ];
  for (const [migration, message] of mistakes) {
    it(`is refused before anything is registered: ${JSON.stringify(migration)}`, async () => {
      const resources: Awaited<ReturnType<typeof make>> = [];
      await assert.rejects(make({ migration }, resources), ({ message: text }: Error) => message.test(text));
      assert.deepEqual(resources, []);
    });
  }

  it("wants the cluster by its ARN", async () => {
    await assert.rejects(
      make({ cluster: "shop", migration: {} }),
      /`shop-migration`: `cluster` must be the ARN of a cluster/,
    );
  });
});
