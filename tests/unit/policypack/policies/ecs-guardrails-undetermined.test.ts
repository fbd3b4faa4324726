import assert from "node:assert/strict";
import { allow, assertFinds, containers, readParameters, testCases } from "../../../support/cases";
import {
  clientsAfterServers,
  judge,
  Pack,
  type PackConfig,
  readsSecrets,
  ssmGrant,
  undetermined,
} from "../../../support/pack";
import { jsonText, Stack } from "../../../support/stack";

const grant = "aws:iam/rolePolicy:RolePolicy::reads";
const service = "aws:ecs/service:Service::web";

/** A stack about which each policy has a question that it cannot answer. */
function unclear(stack: Stack): void {
  const task = stack.role("task");
  const execution = stack.role("execution");
  const policy = jsonText(
    allow("ssm:GetParameters", "*", { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } }),
  );
  stack.rolePolicy("reads", { role: task.name, policy });
  stack.rolePolicy("execution-reads", { role: execution.name, policy });
  stack.taskDefinition("shop", {
    taskRoleArn: task.arn,
    executionRoleArn: execution.arn,
    containerDefinitions: jsonText(containers()),
  });
  stack.service("web", { serviceConnectConfiguration: { enabled: true, namespace: "elsewhere" } });
}

/** The same with a violation instead of the first question, presumed in the first preview. */
function presumed(stack: Stack): void {
  const parameter = stack.parameter("database-url");
  const task = stack.role("task");
  stack.rolePolicy("reads", { role: task.name, policy: jsonText(allow("ssm:GetParameters", parameter.arn)) });
  stack.taskDefinition("shop", {
    taskRoleArn: task.arn,
    executionRoleArn: stack.role("execution").arn,
    containerDefinitions: jsonText(containers([parameter.arn])),
  });
}

const grantUnclear = `advisory ${undetermined} grant-unclear ${grant}`;
const definition = "aws:ecs/taskDefinition:TaskDefinition::shop";
const secretUnclear = `advisory ${undetermined} secret-unclear/app/secret_0 ${definition}`;
const noServer = `advisory ${undetermined} no-server ${service}`;
const violation = `mandatory ${ssmGrant} task-role-only ${grant}`;
const unreadable = `mandatory ${readsSecrets} secret-unreadable/app/secret_0 ${definition}`;
const list: PackConfig = { [ssmGrant]: { presumed: "list" }, [readsSecrets]: { presumed: "list" } };
/** What stands in the list in the place of violations that are only presumed. */
const listedAtFirst = [
  `advisory ${undetermined} task-role-only ${grant} presumed`,
  `advisory ${undetermined} secret-unclear/database-url ${definition}`,
];

describe("ecs-guardrails-undetermined", () => {
  testCases([
    {
      it: "lists what each policy could not tell, with the reason and what would settle it",
      program: unclear,
      finds: [grantUnclear, secretUnclear, noServer],
      says: [
        /^ecs-execution-role-reads-secrets cannot tell: whether ECS can read `app\/SECRET_0` for task definition `shop`: .*\.\nTo settle it: /,
        /^ecs-ssm-grant-on-execution-role cannot tell: whether the task role of `shop` may .*\.\nTo settle it: /,
        /^ecs-service-connect-clients-after-servers cannot tell: no client-server service of this stack shares .* with client-only service `web`: .*\.\nTo settle it: /,
      ],
    },
    {
      it: "rejects where configuration wants that",
      program: unclear,
      config: { [undetermined]: "mandatory" },
      finds: [grantUnclear, secretUnclear, noServer].map((finding) =>
        finding.replace("advisory", "mandatory"),
      ),
    },
    {
      it: "says once of the types of another provider that they are not examined",
      program: (stack) => {
        stack.custom("aws-native:ecs:TaskDefinition", "native", {});
        stack.custom("aws-native:ecs:Service", "native-service", {});
      },
      finds: [`advisory ${undetermined} aws-native-not-examined pulumi:pulumi:Stack::shop-dev`],
      says: [/`native` and `native-service` of types `aws-native:ecs:\*` are not examined/],
    },
    { it: "lists nothing where it is disabled", program: unclear, config: { [undetermined]: "disabled" } },
    {
      it: "lists nothing of a policy that is disabled",
      program: unclear,
      config: { [ssmGrant]: "disabled" },
      finds: [secretUnclear, noServer],
    },
    {
      it: "lists nothing where all are disabled",
      program: unclear,
      config: {
        [ssmGrant]: "disabled",
        [readsSecrets]: "disabled",
        [clientsAfterServers]: "disabled",
      },
    },
    {
      it: "leaves a proven violation to its policy",
      program: presumed,
      config: list,
      finds: [violation, unreadable],
      findsAtFirst: listedAtFirst,
    },
    {
      it: "leaves a presumed one to it, too, by default",
      program: presumed,
      finds: [violation, unreadable],
      findsAtFirst: [
        `${violation} presumed`,
        `advisory ${undetermined} secret-unclear/database-url ${definition}`,
      ],
    },
    {
      it: "drops a presumed violation where it is disabled and such are only listed",
      program: presumed,
      config: { ...list, [undetermined]: "disabled" },
      finds: [violation, unreadable],
      findsAtFirst: [],
    },
    { it: "has nothing to say of an empty stack", program: () => undefined },
  ]);
});

describe("runs of the pack", () => {
  const incident = (stack: Stack) => {
    const task = stack.role("task");
    stack.rolePolicy("reads", { role: task.name, policy: jsonText(readParameters) });
    stack.taskDefinition("shop", {
      taskRoleArn: task.arn,
      executionRoleArn: stack.role("execution").arn,
      containerDefinitions: jsonText(containers()),
    });
  };
  const seen = (program: (stack: Stack) => void) => {
    const stack = new Stack();
    program(stack);
    return stack.seen("update preview");
  };

  it("say what they judged", async () => {
    const { printed } = await judge(
      seen((stack) => {
        incident(stack);
        stack.service("web", { serviceConnectConfiguration: { enabled: true, namespace: "x" } });
        stack.service("plain", {});
      }),
    );
    // Stack and provider, two roles, a policy, a task definition, two services.
    assert.deepEqual(printed, [
      "ecs-guardrails judged 8 resources: 1 task definition, 1 Service Connect service.",
    ]);
  });

  it("say that they judged a part", async () => {
    const { printed } = await judge(
      seen((stack) => {
        stack.role("new", {}, { leftOut: true });
        stack.role("old", {}, { notInProgram: true });
      }),
    );
    assert.deepEqual(printed, [
      "ecs-guardrails judged a part of the stack, 4 resources: 0 task definitions, 0 Service Connect services.",
    ]);
  });

  it("of one process know nothing of each other", async () => {
    const pack = new Pack();
    assertFinds((await pack.judge(seen(incident))).diagnostics, [violation, unreadable], "first");
    assertFinds((await pack.judge(seen(incident))).diagnostics, [violation, unreadable], "again");
    assertFinds(
      (await pack.judge(seen(unclear))).diagnostics,
      [grantUnclear, secretUnclear, noServer],
      "another",
    );
    assertFinds((await pack.judge(seen(() => undefined))).diagnostics, [], "empty");
  });

  it("of one process take the inputs of their own resources", async () => {
    const moved = (to: "task" | "execution") => (stack: Stack) => {
      const read = { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"] };
      const task = stack.role("task", to === "task" ? read : {});
      const execution = stack.role("execution", to === "execution" ? read : {});
      stack.taskDefinition("shop", { taskRoleArn: task.arn, executionRoleArn: execution.arn });
    };
    const pack = new Pack();
    assertFinds((await pack.judge(seen(moved("execution")))).diagnostics, []);
    assertFinds((await pack.judge(seen(moved("task")))).diagnostics, [
      `mandatory ${ssmGrant} task-role-only aws:iam/role:Role::task`,
    ]);
  });

  it("begin again where the same policy judges a second time without new inputs", async () => {
    const pack = new Pack();
    const resources = seen(unclear);
    await pack.judge(resources);
    // As `policy analyze` of a deployed stack could: the same resources, none of them shown by itself.
    const again = await pack.judge(resources.map((resource) => ({ ...resource, inputs: undefined })));
    assertFinds(again.diagnostics, [grantUnclear, secretUnclear, noServer]);
  });
});

describe("the pack without the policy that records inputs", () => {
  const config: PackConfig = { "ecs-outputs-are-not-text": "disabled" };
  const readOnly = "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess";
  const inline = [{ name: "reads", policy: JSON.stringify(readParameters) }];
  testCases([
    {
      it: "finds the incident",
      config,
      program: (stack) => {
        const task = stack.role("task");
        stack.rolePolicy("reads", { role: task.name, policy: jsonText(readParameters) });
        stack.taskDefinition("shop", {
          taskRoleArn: task.arn,
          executionRoleArn: stack.role("execution").arn,
          containerDefinitions: jsonText(containers()),
        });
      },
      finds: [violation, unreadable],
    },
    {
      it: "finds policies that the program gives to the role",
      config,
      program: (stack) => {
        const task = stack.role("task", { managedPolicyArns: [readOnly], inlinePolicies: inline });
        stack.taskDefinition("shop", {
          taskRoleArn: task.arn,
          executionRoleArn: stack.role("execution").arn,
        });
      },
      finds: [`mandatory ${ssmGrant} task-role-only aws:iam/role:Role::task`],
    },
    {
      it: "takes what AWS computes for a new role for not set",
      config,
      program: (stack) =>
        void stack.taskDefinition("shop", {
          taskRoleArn: stack.role("task").arn,
          executionRoleArn: stack.role("execution").arn,
          containerDefinitions: jsonText(containers()),
        }),
      finds: [unreadable],
    },
    {
      it: "finds a client before its server",
      config,
      program: (stack) => {
        const namespace = stack.namespace("shop");
        const connected = { enabled: true, namespace: namespace.arn };
        stack.service("api", {
          serviceConnectConfiguration: {
            ...connected,
            services: [{ portName: "http", clientAlias: [{ port: 80 }] }],
          },
        });
        stack.service("web", { serviceConnectConfiguration: connected });
      },
      finds: [`advisory ${undetermined} order-unseen/api ${service}`],
      findsAtFirst: [`mandatory ${clientsAfterServers} client-without-server/api ${service}`],
    },
  ]);
});
