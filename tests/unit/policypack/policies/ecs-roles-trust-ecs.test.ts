import { testCases } from "../../../support/cases";
import { rolesTrustEcs, undetermined } from "../../../support/pack";
import { account, type Input, jsonText, losingEdges, type Options, type Stack } from "../../../support/stack";

const role = "aws:iam/role:Role";
const notAssumable = (as: string, name = "execution") =>
  `mandatory ${rolesTrustEcs} ${as}-role-not-assumable ${role}::${name}`;
const unclear = (name = "execution") => `advisory ${undetermined} trust-unclear ${role}::${name}`;

const tasks = "ecs-tasks.amazonaws.com";
const region = "eu-central-1";

interface Statement {
  readonly [key: string]: Input;
}

/** A statement of a trust policy: with these parts in place of the usual ones. */
const statement = (parts: Statement = {}): Statement => ({
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { Service: tasks },
  ...parts,
});
const trust = (...statements: Statement[]) => jsonText({ Version: "2012-10-17", Statement: statements });
const under = (Condition: { readonly [key: string]: { readonly [key: string]: Input } }) =>
  trust(statement({ Condition }));

/** A task definition with this trust policy on its execution role. */
const execution =
  (assumeRolePolicy: Input | undefined, options: Options = {}) =>
  (stack: Stack) => {
    const made = stack.role("execution", assumeRolePolicy === undefined ? {} : { assumeRolePolicy }, options);
    stack.taskDefinition("shop", { executionRoleArn: made.arn });
  };

const found = (it: string, assumeRolePolicy: Input, ...says: RegExp[]) => ({
  it,
  program: execution(assumeRolePolicy),
  finds: [notAssumable("execution")],
  says,
});
const passes = (it: string, assumeRolePolicy: Input | undefined, options?: Options) => ({
  it,
  program: execution(assumeRolePolicy, options),
});
const lists = (it: string, assumeRolePolicy: Input, ...says: RegExp[]) => ({
  it,
  program: execution(assumeRolePolicy),
  finds: [unclear()],
  says,
});

describe("ecs-roles-trust-ecs", () => {
  testCases([
    passes("passes a role that ECS tasks may assume", trust(statement())),
    passes("passes a policy given as an object", { Version: "2012-10-17", Statement: statement() }),
    passes("passes a role that says nothing", undefined),
    passes(
      "passes a role that two services may assume",
      trust(statement({ Principal: { Service: ["lambda.amazonaws.com", tasks] } })),
    ),
    passes(
      "passes a role with a statement for each service",
      trust(statement({ Principal: { Service: "ec2.amazonaws.com" } }), statement()),
    ),
    passes(
      "passes one action among several",
      trust(statement({ Action: ["sts:TagSession", "sts:AssumeRole"] })),
    ),
    passes("passes all actions of STS", trust(statement({ Action: "sts:*" }))),
    passes("passes the domain of China", trust(statement({ Principal: { Service: `${tasks}.cn` } }))),
    passes("passes the account of the role", under({ StringEquals: { "aws:SourceAccount": account } })),
    passes(
      "passes the account and the Region in the ARN, as AWS recommends",
      under({
        ArnLike: { "aws:SourceArn": `arn:aws:ecs:${region}:${account}:*` },
        StringEquals: { "aws:SourceAccount": account },
      }),
    ),
    passes(
      "passes what each request of a service of AWS holds",
      under({
        Bool: { "aws:SecureTransport": "true", "aws:PrincipalIsAWSService": "true" },
        Null: { "sts:ExternalId": "true" },
      }),
    ),
    found("finds what none holds", under({ Bool: { "aws:PrincipalIsAWSService": "false" } })),
    found("finds a demand for no encryption", under({ Bool: { "aws:SecureTransport": "false" } })),
    {
      ...found(
        "finds an ARN of another account, once that of the role is known",
        under({ ArnLike: { "aws:SourceArn": `arn:aws:ecs:${region}:210987654321:*` } }),
      ),
      findsAtFirst: [],
    },
    found(
      "finds an ARN of another partition",
      under({ ArnLike: { "aws:SourceArn": `arn:aws-cn:ecs:${region}:${account}:*` } }),
    ),
    passes(
      "passes a cluster in the ARN, of which AWS only says that it is not supported",
      under({ ArnLike: { "aws:SourceArn": `arn:aws:ecs:${region}:${account}:cluster/shop` } }),
    ),
    passes(
      "passes a denial for somebody else",
      trust(statement(), statement({ Effect: "Deny", Principal: { AWS: `arn:aws:iam::${account}:root` } })),
    ),
    passes("passes what the program leaves as it is", trust(statement({ Principal: { Service: "x" } })), {
      ignoreChanges: ["assumeRolePolicy"],
    }),
    {
      it: "passes a role of which nothing of ECS is said",
      program: (stack) => void stack.role("other", { assumeRolePolicy: trust() }),
    },
    found(
      "finds a role that ECS itself may assume",
      trust(statement({ Principal: { Service: "ecs.amazonaws.com" } })),
      /^Tasks of task definition `shop` cannot start: the trust policy of execution role `execution` does not let `ecs-tasks\.amazonaws\.com` assume it\.$/m,
      /ECS was unable to assume the role/,
      /\{ Effect: "Allow", Action: "sts:AssumeRole", Principal: \{ Service: "ecs-tasks\.amazonaws\.com" \} \}/,
      /neither is a task\.$/m,
    ),
    found("finds a role that its account may assume", trust(statement({ Principal: { AWS: account } }))),
    found("finds a role that nobody may assume", trust()),
    found("finds another action", trust(statement({ Action: "sts:TagSession" }))),
    found(
      "finds a denial",
      trust(statement(), statement({ Effect: "Deny" })),
      /statement 2 of its `assumeRolePolicy` denies it/,
      /Change: take `ecs-tasks\.amazonaws\.com` out of that denial\./,
    ),
    found(
      "finds an external id, which ECS does not send",
      under({ StringEquals: { "sts:ExternalId": "shop" } }),
      /statement 1 of its `assumeRolePolicy` is for `ecs-tasks\.amazonaws\.com`, under a condition that does not hold/,
      /Change: correct the condition/,
    ),
    found(
      "finds the ARN of another service",
      under({ ArnLike: { "aws:SourceArn": `arn:aws:lambda:${region}:${account}:*` } }),
    ),
    {
      ...found(
        "finds another Region in the ARN",
        under({ ArnLike: { "aws:SourceArn": `arn:aws:ecs:us-east-1:${account}:*` } }),
      ),
    },
    {
      it: "finds another account, once that of the role is known",
      program: execution(under({ StringEquals: { "aws:SourceAccount": "210987654321" } })),
      finds: [notAssumable("execution")],
      findsAtFirst: [],
    },
    lists("lists everybody, who may include ECS or not", trust(statement({ Principal: "*" }))),
    lists(
      "lists a condition that a preview does not settle",
      under({ StringEquals: { "aws:SourceOrgID": "o-1" } }),
      /^ecs-roles-trust-ecs cannot tell: whether `ecs-tasks\.amazonaws\.com` may assume role `execution` for task definition `shop`: /m,
    ),
    lists(
      "lists a denial for all but somebody",
      trust(statement(), { Effect: "Deny", Action: "*", NotPrincipal: { AWS: account } }),
    ),
    lists(
      "lists what is no JSON",
      "{",
      /: `assumeRolePolicy` of `execution` is not a JSON document\.\nTo settle it: Correct the value: AWS refuses it as it is\.$/m,
    ),
    lists("lists what is no document", 7, /: `assumeRolePolicy` of `execution` is not a JSON object\.$/m),
    lists(
      "lists a principal that may be ECS or not, with the reason and what would settle it",
      trust(statement({ Principal: { AWS: "*" } })),
      /: `assumeRolePolicy` of `execution` lets it be assumed under a condition, or by a principal, of which a preview cannot tell\.\nTo settle it: Let the trust policy name the service/m,
    ),
    {
      it: "lists what is not known before the update",
      program: (stack) => {
        const other = stack.role("other", { assumeRolePolicy: trust() });
        execution(losingEdges(trust(statement(), statement({ Principal: { AWS: other.arn } }))))(stack);
      },
      findsAtFirst: [unclear()],
      finds: [],
    },
    {
      it: "finds both roles of a task, and a role that is both once",
      program: (stack) => {
        const wrong = { assumeRolePolicy: trust(statement({ Principal: { Service: "ec2.amazonaws.com" } })) };
        const both = stack.role("both", wrong);
        for (const name of ["one", "two"])
          stack.taskDefinition(name, {
            executionRoleArn: both.arn,
            taskRoleArn: both.arn,
          });
        const task = stack.role("task", wrong);
        stack.taskDefinition("three", { taskRoleArn: task.arn });
      },
      finds: [
        `mandatory ${rolesTrustEcs} execution-role-not-assumable,task-role-not-assumable ${role}::both`,
        notAssumable("task", "task"),
      ],
      says: [
        /^Tasks of task definition `one` and task definition `two` cannot start: the trust policy of execution and task role `both` /m,
      ],
    },
    {
      it: "finds an infrastructure role that only tasks may assume, wherever a service names it",
      program: (stack) => {
        const made = (name: string) => stack.role(name, { assumeRolePolicy: trust(statement()) }).arn;
        stack.service("volumes", {
          volumeConfiguration: { name: "data", managedEbsVolume: { roleArn: made("ebs"), sizeInGb: 20 } },
        });
        stack.service("deployed", {
          loadBalancers: [
            {
              containerName: "app",
              containerPort: 80,
              advancedConfiguration: { roleArn: made("listeners") },
            },
          ],
        });
        stack.service("encrypted", {
          serviceConnectConfiguration: {
            enabled: true,
            namespace: "arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-abcdefgh",
            services: [
              { portName: "web", clientAlias: [{ dnsName: "web", port: 80 }], tls: { roleArn: made("tls") } },
            ],
          },
        });
      },
      finds: ["ebs", "listeners", "tls"].map((name) => notAssumable("infrastructure", name)),
      says: [
        /^ECS cannot make what service `volumes` needs: the trust policy of infrastructure role `ebs` /m,
      ],
    },
    {
      it: "passes an infrastructure role that ECS may assume",
      program: (stack) => {
        const assumeRolePolicy = trust(statement({ Principal: { Service: "ecs.amazonaws.com" } }));
        const roleArn = stack.role("ebs", { assumeRolePolicy }).arn;
        stack.service("volumes", {
          volumeConfiguration: { name: "data", managedEbsVolume: { roleArn, sizeInGb: 20 } },
        });
      },
    },
    {
      it: "presumes the role in a packaged component",
      program: (stack) => {
        const parent = stack.component("app", { packaged: true });
        const inside = stack.role(
          "inside",
          { assumeRolePolicy: trust(statement({ Principal: { Service: "x" } })) },
          { parent },
        );
        stack.taskDefinition("shop", {
          executionRoleArn: parent.passes(inside.arn),
        });
      },
      findsAtFirst: [
        `${notAssumable("execution", "inside").replace(role, `package:index:Application$${role}`)} presumed`,
      ],
      finds: [notAssumable("execution", "inside").replace(role, `package:index:Application$${role}`)],
    },
  ]);
});
