/** Roles and secrets in programs that people have reported. Above each stand the reports of which it tells. */
import { allow, document, testCases } from "../../../support/cases";
import { outputsAreNotText, readsSecrets, ssmGrant, undetermined } from "../../../support/pack";
import {
  account,
  type Handle,
  type Input,
  interpolate,
  jsonText,
  type Options,
  type Stack,
} from "../../../support/stack";

interface Roles {
  readonly app: Handle;
  readonly exec: Handle;
}

/** The two roles of a task, with nothing but what AWS gives to each execution role. */
function roles(stack: Stack): Roles {
  const trust = JSON.stringify(
    document({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "ecs-tasks.amazonaws.com" },
    }),
  );
  const usual = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
  return {
    app: stack.role("app", { assumeRolePolicy: trust }),
    exec: stack.role("exec", { assumeRolePolicy: trust, managedPolicyArns: [usual] }),
  };
}

/** An encrypted parameter whose name begins with a slash. */
function parameter(stack: Stack): Handle {
  return stack.parameter("db", { name: "/shop/db", type: "SecureString" });
}

function grant(stack: Stack, role: Handle, policy: Input): void {
  stack.rolePolicy("read", { role: role.name, policy: jsonText(policy) });
}

/** A read of Secrets Manager while the stage is asked for by name. */
function readOfStage(arn: Input) {
  return allow("secretsmanager:GetSecretValue", arn, {
    Condition: { StringEquals: { "secretsmanager:VersionStage": "AWSCURRENT" } },
  });
}

/** Secrets of a container, from these places. */
function taking(...from: Input[]) {
  return { secrets: from.map((valueFrom, index) => ({ name: `SECRET_${index}`, valueFrom })) };
}

/** A task definition of one container. */
function web(
  stack: Stack,
  { app, exec }: Roles,
  container: { readonly [key: string]: Input },
  options: Options = {},
  others: readonly Input[] = [],
): void {
  stack.taskDefinition(
    "web",
    {
      taskRoleArn: app.arn,
      executionRoleArn: exec.arn,
      containerDefinitions: jsonText([
        { name: "web", image: "public.ecr.aws/docker/library/nginx:1.27", ...container },
        ...others,
      ]),
    },
    options,
  );
}

/** A container that logs through a router, which stands beside it. */
function routed(stack: Stack, options: { readonly [key: string]: Input }): void {
  const image = "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.5";
  const router = { name: "router", image, firelensConfiguration: { type: "fluentbit" } };
  web(stack, roles(stack), { logConfiguration: { logDriver: "awsfirelens", options } }, {}, [router]);
}

const definition = "aws:ecs/taskDefinition:TaskDefinition::web";
const unreadable = `mandatory ${readsSecrets} secret-unreadable/web/secret_0 ${definition}`;
/** While only edges tell of the containers, the secret goes by its name in the program. */
const presumedUnreadable = `mandatory ${readsSecrets} secret-unreadable/db ${definition} presumed`;
const taskRoleOnly = `mandatory ${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::read`;
const unclear = (secret: string) => `advisory ${undetermined} secret-unclear/${secret} ${definition}`;

describe("what people report of roles and secrets", () => {
  testCases([
    // govuk-one-login/life-events-platform#437, cds-snc/notification-terraform#568, cardstack/cardstack#2908
    {
      it: "finds the read of a parameter on the role of the application",
      program: (stack) => {
        const both = roles(stack);
        const db = parameter(stack);
        grant(stack, both.app, allow("ssm:GetParameter", db.arn));
        web(stack, both, taking(db.arn));
      },
      finds: [taskRoleOnly, unreadable],
      findsAtFirst: [`${taskRoleOnly} presumed`, unclear("db")],
    },
    // wingfoil-io/wingfoil#271, cloudposse/terraform-aws-ecs-alb-service-task#67
    {
      it: "finds the read of a secret that exists on the role of the application",
      program: (stack) => {
        const both = roles(stack);
        const db = stack.secret("db", {}, { exists: true });
        grant(stack, both.app, allow("secretsmanager:GetSecretValue", db.arn));
        web(stack, both, taking(db.arn));
      },
      finds: [unreadable],
      says: [/the permission is on task role `app`/, /statement 1 of `read` gives it to `app`/],
    },
    // awsdocs/amazon-ecs-developer-guide#209, kayac/ecspresso#677
    {
      it: "finds a read that names the action in the singular",
      program: (stack) => {
        const both = roles(stack);
        grant(stack, both.exec, allow(["ssm:GetParameter", "kms:Decrypt"], "*"));
        web(stack, both, taking("/shop/db"));
      },
      finds: [unreadable],
      says: [/allows `ssm:GetParameter`, and ECS calls `ssm:GetParameters` only/],
    },
    // hashicorp/terraform-provider-aws#2593, cattle-ops/terraform-aws-gitlab-runner#1146, aws/aws-cdk#26990
    {
      it: "finds a read with two slashes before the name of the parameter",
      program: (stack) => {
        const both = roles(stack);
        const db = parameter(stack);
        const arn = interpolate`arn:aws:ssm:eu-central-1:${account}:parameter/${db.name}`;
        grant(stack, both.exec, allow("ssm:GetParameters", arn));
        web(stack, both, taking(db.arn));
      },
      finds: [unreadable],
      findsAtFirst: [presumedUnreadable],
      says: [/names an ARN with two slashes after `parameter`/],
    },
    // wobondar/ssm-dotenv#1
    {
      it: "finds a read that leaves Region and account empty",
      program: (stack) => {
        const both = roles(stack);
        grant(stack, both.exec, allow("ssm:GetParameters", "arn:aws:ssm:::parameter/shop/*"));
        web(stack, both, taking("/shop/db"));
      },
      finds: [unreadable],
      says: [/leaves Region and account empty, where `\*` would stand for any/],
    },
    // aws-samples/dify-self-hosted-on-aws#35, aws/aws-cdk#27530, aws/copilot-cli#5732
    {
      it: "finds a short ARN that looks like a whole one, where the read is for the whole one",
      program: (stack) => {
        const both = roles(stack);
        const arn = `arn:aws:secretsmanager:eu-central-1:${account}:secret:test-secret`;
        grant(stack, both.exec, allow("secretsmanager:GetSecretValue", `${arn}-??????`));
        web(stack, both, taking(arn));
      },
      finds: [unreadable],
      says: [/Secrets Manager takes the reference for a whole ARN/],
    },
    {
      it: "passes a short ARN whose name does not end as a whole one does",
      program: (stack) => {
        const both = roles(stack);
        const arn = `arn:aws:secretsmanager:eu-central-1:${account}:secret:shop/db`;
        grant(stack, both.exec, allow("secretsmanager:GetSecretValue", `${arn}-??????`));
        web(stack, both, taking(arn));
      },
    },
    // telia-oss/terraform-aws-ecs-fargate#74
    {
      it: "finds a read of an ARN that goes on with a key, once it is known",
      program: (stack) => {
        const both = roles(stack);
        const password = interpolate`${stack.secret("db").arn}:password::`;
        grant(stack, both.exec, allow("secretsmanager:GetSecretValue", [password]));
        web(stack, both, taking(password));
      },
      finds: [unreadable],
      findsAtFirst: [],
    },
    // chanzuckerberg/cztack#143
    {
      it: "finds a read of a stage that the reference does not name, once it is known",
      program: (stack) => {
        const both = roles(stack);
        const db = stack.secret("db");
        grant(stack, both.exec, readOfStage(db.arn));
        web(stack, both, taking(db.arn));
      },
      finds: [unreadable],
      findsAtFirst: [],
    },
    {
      it: "passes a read of the stage that the reference names",
      program: (stack) => {
        const both = roles(stack);
        const db = stack.secret("db");
        grant(stack, both.exec, readOfStage(db.arn));
        web(stack, both, taking(interpolate`${db.arn}::AWSCURRENT:`));
      },
    },
    // aws/aws-cdk#10989 and #11042, spinnaker/spinnaker#5180
    {
      it: "finds the name of a secret with a key behind it",
      program: (stack) => {
        const both = roles(stack);
        grant(stack, both.exec, allow("secretsmanager:GetSecretValue", "*"));
        web(stack, both, taking("shop/db:password::"));
      },
      finds: [`mandatory ${readsSecrets} secret-malformed/web/secret_0 ${definition}`],
    },
    // cardstack/cardstack#2769
    {
      it: "lists a secret of another Region",
      program: (stack) => {
        const both = roles(stack);
        const arn = `arn:aws:secretsmanager:us-east-1:${account}:secret:web/s-AbCdEf`;
        grant(stack, both.exec, allow("secretsmanager:GetSecretValue", arn));
        web(stack, both, taking(arn), { provider: stack.provider("west", { region: "us-west-2" }) });
      },
      finds: [unclear("web/secret_0")],
      says: [/To settle it: Use a secret in the Region of the task, or a replica of it there/],
    },
    {
      it: "finds the text of an Output in a policy",
      program: (stack) => {
        const textOfOutput = "Calling [toJSON] on an [Output<T>] is not supported.";
        stack.policy("read", JSON.stringify(allow("secretsmanager:GetSecretValue", textOfOutput)));
      },
      finds: [`mandatory ${outputsAreNotText} output-text/policy aws:iam/policy:Policy::read`],
    },
  ]);

  describe("what is right", () => {
    testCases([
      // cds-snc/notification-terraform#568 (cured), compose-x/ecs_composex#637
      {
        it: "passes one policy on both roles",
        program: (stack) => {
          const both = roles(stack);
          const db = parameter(stack);
          const policy = stack.policy("read", jsonText(allow("ssm:GetParameters", db.arn)));
          for (const [name, role] of Object.entries(both))
            stack.attachment(`read-${name}`, { role: role.name, policyArn: policy.arn });
          web(stack, both, taking(db.arn));
        },
      },
      // cloudposse/terraform-aws-ecs-alb-service-task#4 and #189
      ...["ssm:Get*", "ssm:GetParameter*", "ssm:*"].map((action) => ({
        it: `passes ${action} on everything`,
        program: (stack: Stack) => {
          const both = roles(stack);
          grant(stack, both.exec, allow([action, "kms:Decrypt"], "*"));
          web(stack, both, taking(parameter(stack).arn));
        },
      })),
      // civiform/civiform#2917
      {
        it: "passes the ARN of a secret's version beside a read of the secret",
        program: (stack) => {
          const both = roles(stack);
          const db = stack.secret("db");
          const version = stack.custom(
            "aws:secretsmanager/secretVersion:SecretVersion",
            "db",
            { secretId: db.id, secretString: "hunter2" },
            {},
            { computed: { arn: db.arn.value, id: "db|1", versionId: "1" } },
          );
          grant(stack, both.exec, allow("secretsmanager:GetSecretValue", db.arn));
          web(stack, both, taking(version.arn));
        },
      },
      // chanzuckerberg/cztack#143
      {
        it: "passes secrets under AWS's own keys without a right to decrypt",
        program: (stack) => {
          const both = roles(stack);
          const unnamed = stack.secret("unnamed");
          const named = stack.secret("named", { kmsKeyId: "alias/aws/secretsmanager" });
          const db = stack.parameter("db", { keyId: "alias/aws/ssm" });
          grant(
            stack,
            both.exec,
            document(
              {
                Effect: "Allow",
                Action: "secretsmanager:GetSecretValue",
                Resource: [unnamed.arn, named.arn],
              },
              { Effect: "Allow", Action: "ssm:GetParameters", Resource: db.arn },
            ),
          );
          web(stack, both, taking(unnamed.arn, named.arn, db.arn));
        },
      },
      // macro-inc/macro#5747
      {
        it: "passes a key in the plain options of a log driver",
        program: (stack) => {
          routed(stack, { Name: "datadog", apikey: "0123456789abcdef", dd_service: "web" });
        },
      },
      {
        it: "passes a key in the plain options of a log driver that is not known yet",
        program: (stack) => {
          const key = stack.custom(
            "random:index/randomPassword:RandomPassword",
            "key",
            { length: 20 },
            {},
            { computed: { result: "0123456789abcdef" } },
          );
          routed(stack, { Name: "datadog", apikey: key.output("result"), dd_service: "web" });
        },
      },
    ]);
  });
});
