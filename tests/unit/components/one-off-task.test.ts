import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { OneOffTask } from "../../../components";
import { ofType, type Registered, registered } from "../../support/mocks";
import { argumentsOf, documentOf, namesOfResources, optionsOf, settled, trustOf } from "./made";
import { definitionArn, passing, place, roleArn, running, trustIn } from "./started";

type Args = ConstructorParameters<typeof OneOffTask>[1];

const runbooks = "aws:ssm/document:Document";
const associations = "aws:ssm/association:Association";

const newTask = (edit: Partial<Args> = {}) => new OneOffTask("migration", { ...place, ...edit });

function make(edit: Partial<Args> = {}, resources: Registered[] = []): Promise<Registered[]> {
  return registered(() => newTask(edit), resources);
}

/** What the runbook does. */
async function runbookOf(edit: Partial<Args> = {}) {
  const { content } = argumentsOf(await make(edit), runbooks, "migration");
  return JSON.parse(String(content));
}

const associationOf = async (edit: Partial<Args> = {}) =>
  argumentsOf(await make(edit), associations, "migration");

const ranOn = async (edit: Partial<Args>) => {
  const { parameters } = await associationOf(edit);
  return (parameters as { RunOn: string }).RunOn;
};

/** What an association tells of values and of what the runbook does. */
const digestOf = (values: [name: string, value: string][], content: unknown) =>
  createHash("sha256")
    .update(JSON.stringify([values, content]))
    .digest("hex");

describe("a task that runs once", () => {
  it("is made of a task, a runbook, an association and their roles", async () => {
    const types = (await make()).map(({ type }) => type).sort();
    assert.deepEqual(types, [
      "aws:cloudwatch/logGroup:LogGroup",
      "aws:ecs/taskDefinition:TaskDefinition",
      "aws:iam/role:Role",
      "aws:iam/role:Role",
      "aws:iam/role:Role",
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      associations,
      runbooks,
    ]);
  });

  it("has a runbook that starts it, waits for its end and asks how it ended", async () => {
    const described = {
      Service: "ecs",
      Api: "DescribeTasks",
      cluster: place.cluster,
      tasks: ["{{ run.Task }}"],
    };
    assert.deepEqual(await runbookOf(), {
      schemaVersion: "0.3",
      description: "Runs a task of migration and waits for its end",
      assumeRole: roleArn("migration-runbook"),
      parameters: { TaskDefinition: { type: "String" }, RunOn: { type: "String" } },
      mainSteps: [
        {
          name: "run",
          action: "aws:executeAwsApi",
          maxAttempts: 1,
          onFailure: "Abort",
          inputs: {
            Service: "ecs",
            Api: "RunTask",
            cluster: place.cluster,
            taskDefinition: "{{ TaskDefinition }}",
            launchType: "FARGATE",
            count: 1,
            enableExecuteCommand: false,
            networkConfiguration: {
              awsvpcConfiguration: { subnets: ["subnet-1", "subnet-2"], assignPublicIp: "DISABLED" },
            },
            propagateTags: "TASK_DEFINITION",
          },
          outputs: [{ Name: "Task", Selector: "$.tasks[0].taskArn", Type: "String" }],
        },
        {
          name: "end",
          action: "aws:waitForAwsResourceProperty",
          timeoutSeconds: 1800,
          onFailure: "Abort",
          inputs: { ...described, PropertySelector: "$.tasks[0].lastStatus", DesiredValues: ["STOPPED"] },
        },
        {
          name: "succeeded",
          action: "aws:assertAwsResourceProperty",
          onFailure: "Abort",
          isEnd: true,
          inputs: {
            ...described,
            PropertySelector: "$.tasks[0].containers[0].exitCode",
            DesiredValues: ["0"],
          },
        },
      ],
    });
  });

  it("has one container, whose exit code is the first one", async () => {
    const { containerDefinitions } = argumentsOf(
      await make(),
      "aws:ecs/taskDefinition:TaskDefinition",
      "migration",
    );
    assert.deepEqual(
      JSON.parse(String(containerDefinitions)).map(({ name }: { name: string }) => name),
      ["app"],
    );
  });

  it("is started as it is told", async () => {
    const { mainSteps } = await runbookOf({
      securityGroups: ["sg-1"],
      assignPublicIp: true,
      enableExecuteCommand: true,
    });
    assert.deepEqual(mainSteps[0].inputs.networkConfiguration, {
      awsvpcConfiguration: {
        subnets: ["subnet-1", "subnet-2"],
        securityGroups: ["sg-1"],
        assignPublicIp: "ENABLED",
      },
    });
    assert.equal(mainSteps[0].inputs.enableExecuteCommand, true);
  });

  it("has a runbook in JSON for Automation", async () => {
    const { content: _, ...runbook } = argumentsOf(await make(), runbooks, "migration");
    assert.deepEqual(runbook, { documentType: "Automation", documentFormat: "JSON" });
  });

  it("has an association that starts the runbook with the task, and waits for its success", async () => {
    const resources = await make();
    const { content } = argumentsOf(resources, runbooks, "migration");
    assert.deepEqual(argumentsOf(resources, associations, "migration"), {
      name: "migration-0000000",
      parameters: { TaskDefinition: definitionArn("migration"), RunOn: digestOf([], content) },
      waitForSuccessTimeoutSeconds: 2400,
    });
  });

  it("has as long as it is told, and AWS ten minutes more", async () => {
    const resources = await make({ timeoutInMinutes: 720 });
    const { mainSteps } = JSON.parse(String(argumentsOf(resources, runbooks, "migration").content));
    assert.equal(mainSteps[1].timeoutSeconds, 43_200);
    assert.equal(argumentsOf(resources, associations, "migration").waitForSuccessTimeoutSeconds, 43_800);
  });

  it("runs again when a value of `runOn` is another one, which tells no value", async () => {
    const { content } = argumentsOf(await make(), runbooks, "migration");
    assert.equal(await ranOn({ runOn: { schema: "7" } }), digestOf([["schema", "7"]], content));
    assert.equal(
      await ranOn({ runOn: { schema: pulumi.output("8") } }),
      digestOf([["schema", "8"]], content),
    );
  });

  it("runs again when its runbook is another one", async () => {
    const before = await ranOn({});
    assert.equal(await ranOn({}), before);
    assert.notEqual(await ranOn({ timeoutInMinutes: 31 }), before);
  });

  it("has a runbook that is made anew for a change: a new version would run at once, unwatched", async () => {
    const options = await optionsOf(() => newTask());
    const { replaceOnChanges, deleteBeforeReplace } = options[`${runbooks} migration`] ?? {};
    assert.deepEqual([replaceOnChanges, deleteBeforeReplace], [["content"], undefined]);
  });

  it("runs not again when values of `runOn` are in another order", async () => {
    assert.deepEqual(
      await associationOf({ runOn: { a: "1", b: "2" } }),
      await associationOf({ runOn: { b: "2", a: "1" } }),
    );
  });

  it("has an association that is made anew for a change, after the one before is gone", async () => {
    const options = await optionsOf(() => newTask());
    const { replaceOnChanges, deleteBeforeReplace } = options[`${associations} migration`] ?? {};
    assert.deepEqual(
      [replaceOnChanges, deleteBeforeReplace],
      [["name", "parameters", "waitForSuccessTimeoutSeconds"], true],
    );
  });

  it("waits for what the task and its runbook need", async () => {
    const options = await optionsOf(() => newTask({ secrets: { URL: "/shop/URL" } }));
    const { dependsOn } = options[`${associations} migration`] ?? {};
    assert.deepEqual(await namesOfResources(dependsOn as pulumi.Resource[]), [
      "migration-execution",
      "migration-secrets",
      "migration",
      "migration-runbook",
    ]);
  });

  it("is started by Automation, for this account only", async () => {
    assert.deepEqual(trustOf(await make(), "migration-runbook"), trustIn("ssm.amazonaws.com"));
  });

  it("is the only one that its runbook may run, with exactly its roles and its cluster", async () => {
    assert.deepEqual(documentOf(await make(), "migration-runbook"), {
      role: "migration-runbook-0000000",
      statements: [
        passing(roleArn("migration-task"), roleArn("migration-execution")),
        ...running("migration"),
        {
          Effect: "Allow",
          Action: "ecs:DescribeTasks",
          Resource: "arn:aws:ecs:eu-central-1:123456789012:task/apps/*",
        },
      ],
    });
  });

  it("has an execution role passed that exists already, by a policy of its own", async () => {
    const executionRoleArn = "arn:aws:iam::123456789012:role/path/shared";
    assert.deepEqual(documentOf(await make({ executionRoleArn }), "migration-runbook-execution-role"), {
      role: "migration-runbook-0000000",
      statements: [passing(executionRoleArn)],
    });
  });

  it("bounds the role of its runbook", async () => {
    const permissionsBoundaryArn = "arn:aws:iam::123456789012:policy/boundary";
    const { permissionsBoundary } = argumentsOf(
      await make({ permissionsBoundaryArn }),
      "aws:iam/role:Role",
      "migration-runbook",
    );
    assert.equal(permissionsBoundary, permissionsBoundaryArn);
  });

  it("has its tags on everything that can have them", async () => {
    const resources = await make({ tags: { team: "shop" } });
    const without = resources.filter(({ inputs }) => inputs.tags === undefined).map(({ type }) => type);
    assert.deepEqual(without.sort(), [
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    ]);
    for (const type of [associations, runbooks])
      assert.deepEqual(argumentsOf(resources, type, "migration").tags, { team: "shop" });
  });

  it("is told with its association, its runbook and its roles", async () => {
    let answer: Promise<unknown> = Promise.resolve();
    await registered(() => {
      const { association, runbook, taskDefinition, taskRole, executionRoleName, logGroup } = newTask();
      answer = settled(
        pulumi.all([
          association.arn,
          runbook.arn,
          taskDefinition.arn,
          taskRole.arn,
          executionRoleName,
          logGroup.name,
        ]),
      );
    });
    assert.deepEqual(await answer, [
      `arn:of:${associations}:migration`,
      `arn:of:${runbooks}:migration`,
      definitionArn("migration"),
      roleArn("migration-task"),
      "migration-execution-0000000",
      "migration-0000000",
    ]);
  });

  it("may have no sidecar where none is named", async () => {
    assert.equal(ofType(await make({ sidecars: {} }), associations).size, 1);
  });
});

describe("an argument of a task that runs once that cannot be", () => {
  const minutes = "`timeoutInMinutes` must be a whole number, from 1 to 720";
  const mistakes: [Partial<Args>, words: string][] = [
    [
      { sidecars: { agent: { image: "agent" } } },
      "a task that runs once has no `sidecars`: how its one container ends tells whether it has succeeded",
    ],
    [{ timeoutInMinutes: 0 }, minutes],
    [{ timeoutInMinutes: 721 }, minutes],
    [{ timeoutInMinutes: 1.5 }, minutes],
    [{ cluster: "apps" }, "`cluster` must be the ARN of a cluster, such as its output `arn`"],
    [{ stopTimeout: 121 }, "`stopTimeout` must be a whole number, from 0 to 120"],
  ];
  for (const [args, words] of mistakes) {
    it(`is an error that names it, before anything is registered: ${JSON.stringify(args)}`, async () => {
      const resources: Registered[] = [];
      await assert.rejects(make(args, resources), { message: `\`migration\`: ${words}.` });
      assert.deepEqual(resources, []);
    });
  }
});
