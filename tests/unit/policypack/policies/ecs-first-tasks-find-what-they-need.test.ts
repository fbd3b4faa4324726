import assert from "node:assert/strict";
import { allow, type Case, deny, messageOf, testCases } from "../../../support/cases";
import { firstTasksFindWhatTheyNeed, type Json, servicesAreAccepted } from "../../../support/pack";
import {
  account,
  fromElsewhere,
  type Handle,
  type Input,
  type Inputs,
  interpolate,
  jsonText,
  losingEdges,
  type Options,
  Output,
  Stack,
} from "../../../support/stack";

const service = "aws:ecs/service:Service";
const advised = (ids: string, on = `${service}::shop`) =>
  `advisory ${firstTasksFindWhatTheyNeed} ${ids} ${on}`;
const presumed = (ids: string, on?: string) => `${advised(ids, on)} presumed`;

const managed = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
const everything = allow(["logs:*", "ecr:*", "secretsmanager:GetSecretValue", "ssm:GetParameters"], "*");
const images = `${account}.dkr.ecr.eu-central-1.amazonaws.com`;

/** A log that takes the permission to write it. */
const logged = {
  execution: {},
  container: () => ({
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": "/ecs/other",
        "awslogs-region": "eu-central-1",
        "awslogs-stream-prefix": "shop",
      },
    },
  }),
};

interface Parts {
  readonly stack: Stack;
  readonly execution: Handle;
  readonly task: Handle;
}

interface Program {
  /** What else there is; gives what the service waits for. */
  readonly more?: (parts: Parts) => readonly Handle[] | undefined;
  /** What the container says besides its name and image. */
  readonly container?: (parts: Parts) => { readonly [key: string]: Input };
  readonly definition?: (parts: Parts) => Inputs;
  /** Arguments of the execution role, which else has in itself all that is needed. */
  readonly execution?: Inputs;
  readonly service?: Inputs;
  readonly options?: Options;
}

/** A value that another resource gives once it is there. */
const drawn = (value: Json) => new Output(value, ["urn:pulumi:dev::shop::test:index:Draw::drawn"]);

/** A value that is not known at first, and of which nothing tells where it comes from. */
const lost = (value: Json) => new Output(value, [], { isKnown: false, from: [] });

/** A service whose execution role has in itself all that it needs. */
function program({ more, container, definition, execution: own, service: args, options }: Program) {
  return (stack: Stack): void => {
    const execution = stack.role(
      "execution",
      own ?? { inlinePolicies: [{ name: "own", policy: JSON.stringify(everything) }] },
    );
    const parts = { stack, execution, task: stack.role("task") };
    const said = container?.(parts) ?? {};
    const defined = definition?.(parts) ?? {};
    const dependsOn = more?.(parts) ?? [];
    const shop = stack.taskDefinition("shop", {
      requiresCompatibilities: ["FARGATE"],
      executionRoleArn: execution.arn,
      taskRoleArn: parts.task.arn,
      containerDefinitions: jsonText([{ name: "app", image: "nginx", ...said }]),
      ...defined,
    });
    stack.service(
      "shop",
      { taskDefinition: shop.arn, launchType: "FARGATE", ...args },
      { dependsOn, ...options },
    );
  };
}

/** Only while the service is new is anything said. */
const finds = (it: string, of: Program, ...found: readonly string[]): Case => ({
  it,
  program: program(of),
  findsAtFirst: found,
});
const passes = (it: string, of: Program): Case => ({ it, program: program(of) });

describe("ecs-first-tasks-find-what-they-need", () => {
  describe("policies of roles", () => {
    const attach = ({ stack, execution }: Parts) =>
      stack.attachment("pulls", { role: execution.name, policyArn: managed });
    const works = ({ stack, task }: Parts, action = "s3:GetObject") =>
      stack.rolePolicy("works", { role: task.name, policy: jsonText(allow(action, "*")) });
    testCases([
      finds(
        "advises on an attachment to the execution role that is not awaited",
        { ...logged, more: (parts) => void attach(parts) },
        advised("policy-not-awaited/pulls"),
      ),
      passes("passes one that is", { more: (parts) => [attach(parts)] }),
      finds(
        "advises on a policy of the task role",
        { more: (parts) => void works(parts) },
        advised("policy-not-awaited/works"),
      ),
      finds(
        "tells of all of them in one report",
        {
          ...logged,
          more: (parts) => {
            attach(parts);
            works(parts);
            return undefined;
          },
        },
        advised("policy-not-awaited/works,policy-not-awaited/pulls"),
      ),
      finds(
        "advises on the one that is not awaited",
        {
          more: (parts) => {
            works(parts);
            return [attach(parts)];
          },
        },
        advised("policy-not-awaited/works"),
      ),
      passes("passes a policy in the role itself", {}),
      passes("passes an attachment of which the containers need nothing", {
        execution: {},
        more: (parts) => void attach(parts),
      }),
      passes("passes one beside another that gives the same", {
        ...logged,
        execution: { managedPolicyArns: [managed] },
        more: (parts) => void attach(parts),
      }),
      finds(
        "presumes, where it is not known what the role has in itself",
        {
          ...logged,
          execution: { managedPolicyArns: [lost(managed)] },
          more: (parts) => void attach(parts),
        },
        presumed("policy-not-awaited/pulls"),
      ),
      finds(
        "presumes, where something of which it is not known may be attached to the role as well",
        {
          ...logged,
          execution: {},
          more: (parts) => {
            const own = { role: lost(parts.execution.name.value), policyArn: managed };
            attach(parts);
            return [parts.stack.attachment("perhaps", own)];
          },
        },
        presumed("policy-not-awaited/pulls"),
      ),
      finds(
        "presumes, where it is not known whether the service has tasks",
        { ...logged, more: (parts) => void attach(parts), service: { desiredCount: drawn(2) } },
        presumed("policy-not-awaited/pulls"),
      ),
      finds(
        "presumes, where it is not known whether somebody else starts the tasks",
        {
          ...logged,
          more: (parts) => void attach(parts),
          service: { deploymentController: { type: drawn("ECS") } },
        },
        presumed("policy-not-awaited/pulls"),
      ),
      passes("passes a policy that denies", {
        more: ({ stack, task }) =>
          void stack.rolePolicy("denies", { role: task.name, policy: jsonText(deny("s3:*", "*")) }),
      }),
      passes("passes a list of the attachments that there are", {
        more: ({ stack, task }) => {
          const policyArn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
          const works = stack.attachment("works", { role: task.name, policyArn });
          stack.custom("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "only", {
            roleName: task.name,
            policyArns: [policyArn],
          });
          return [works];
        },
      }),
      passes("passes a service of which the program does not say how many tasks it has: none", {
        ...logged,
        more: (parts) => void attach(parts),
        service: { desiredCount: undefined, schedulingStrategy: "REPLICA" },
      }),
      finds(
        "advises where each instance runs one",
        {
          ...logged,
          more: (parts) => void attach(parts),
          service: { desiredCount: undefined, schedulingStrategy: "DAEMON", launchType: "EC2" },
        },
        advised("policy-not-awaited/pulls"),
      ),
      finds(
        "advises on the policy of a shared execution role that this one needs",
        {
          ...logged,
          more: (parts) => {
            parts.stack.taskDefinition("other", {
              executionRoleArn: parts.execution.arn,
            });
            parts.stack.rolePolicy("reads", {
              role: parts.execution.name,
              policy: jsonText(allow("ssm:GetParameters", "*")),
            });
            attach(parts);
            return undefined;
          },
        },
        advised("policy-not-awaited/pulls"),
      ),
      passes("passes one for ECS Exec alone, which no start needs", {
        more: (parts) => void works(parts, "ssmmessages:*"),
      }),
      passes("passes one that AWS has", {
        more: ({ stack, execution }) =>
          void stack.attachment("pulls", { role: execution.name, policyArn: managed }, { exists: true }),
      }),
      passes("passes a service that AWS has", {
        more: (parts) => void attach(parts),
        options: { exists: true },
      }),
      passes("passes a service without tasks", {
        more: (parts) => void attach(parts),
        service: { desiredCount: 0 },
      }),
      {
        it: "leaves out a service whose tasks somebody else starts",
        program: program({
          more: (parts) => void attach(parts),
          service: { deploymentController: { type: "EXTERNAL" } },
        }),
        finds: [`mandatory ${servicesAreAccepted} external-task-definition ${service}::shop`],
      },
      passes("passes one that the task definition waits for", {
        more: () => undefined,
        definition: ({ stack, execution }) => {
          const pulls = stack.attachment("pulls", { role: execution.name, policyArn: managed });
          return { tags: { after: pulls.id } };
        },
      }),
      passes("passes a policy of a role of other tasks", {
        more: ({ stack }) => {
          const other = stack.role("other");
          stack.attachment("pulls", { role: other.name, policyArn: managed });
          return undefined;
        },
      }),
      passes("passes a service that waits for something much slower", {
        more: (parts) => {
          attach(parts);
          return [parts.stack.custom("aws:lb/loadBalancer:LoadBalancer", "balancer", { name: "web" })];
        },
      }),
      {
        it: "presumes, where the service may wait inside of a value that has lost its edges",
        program: (stack) => {
          const execution = stack.role("execution");
          const pulls = stack.attachment("pulls", { role: execution.name, policyArn: managed });
          const shop = stack.taskDefinition("shop", {
            executionRoleArn: execution.arn,
            requiresCompatibilities: ["FARGATE"],
            containerDefinitions: JSON.stringify([{ name: "app", image: "nginx", ...logged.container() }]),
          });
          stack.service("shop", {
            taskDefinition: shop.arn,
            launchType: "FARGATE",
            triggers: { after: losingEdges(pulls.id) },
          });
        },
        findsAtFirst: [presumed("policy-not-awaited/pulls")],
      },
    ]);

    it("says nothing of a policy that waits for the service", async () => {
      const stack = new Stack();
      const task = stack.role("task");
      const shop = stack.taskDefinition("shop", { taskRoleArn: task.arn });
      const web = stack.service("shop", { taskDefinition: shop.arn });
      stack.rolePolicy("works", { role: task.name, policy: jsonText(allow("ecs:UpdateService", web.arn)) });
      await assert.rejects(messageOf(firstTasksFindWhatTheyNeed, stack, {}, "first preview"));
    });

    it("offers no waits that would put services into another order", async () => {
      const stack = new Stack();
      const roles = ["one", "two"].map((name) => stack.role(name));
      const services = roles.map((role, at) => {
        const definition = stack.taskDefinition(`task-${at}`, {
          taskRoleArn: role.arn,
        });
        return stack.service(`service-${at}`, { taskDefinition: definition.arn });
      });
      for (const [at, role] of roles.entries()) {
        const other = services[1 - at];
        stack.rolePolicy(`works-${at}`, {
          role: role.name,
          policy: jsonText(allow("ecs:UpdateService", other?.arn ?? "")),
        });
      }
      await assert.rejects(messageOf(firstTasksFindWhatTheyNeed, stack, {}, "first preview"));
    });
  });

  describe("values of secrets", () => {
    const secretOf = (stack: Stack) => stack.secret("token");
    const takes = (valueFrom: Input) => ({ secrets: [{ name: "TOKEN", valueFrom }] });
    testCases([
      finds(
        "advises on a version that is not awaited",
        {
          container: ({ stack }) => {
            const secret = secretOf(stack);
            stack.secretVersion("value", secret);
            return takes(secret.arn);
          },
        },
        presumed("secret-value-not-awaited/token"),
      ),
      passes("passes the ARN of the version", {
        container: ({ stack }) => takes(stack.secretVersion("value", secretOf(stack)).arn),
      }),
      passes("passes a version that is not the current one", {
        container: ({ stack }) => {
          const secret = secretOf(stack);
          stack.custom("aws:secretsmanager/secretVersion:SecretVersion", "next", {
            secretId: secret.id,
            secretString: "hunter3",
            versionStages: ["AWSPENDING"],
          });
          return takes(secret.arn);
        },
      }),
      passes("passes a secret whose value somebody else gives", {
        container: ({ stack }) => takes(secretOf(stack).arn),
      }),
      finds(
        "advises on a parameter that is named by a text",
        {
          more: ({ stack }) => void stack.parameter("url", { name: "/shop/url" }),
          container: () => takes("/shop/url"),
        },
        advised("parameter-not-awaited/url"),
      ),
      passes("passes a parameter by its output", {
        container: ({ stack }) => takes(stack.parameter("url").arn),
      }),
      passes("passes the text of a parameter that AWS has", {
        more: ({ stack }) => void stack.parameter("url", { name: "/shop/url" }, { exists: true }),
        container: () => takes("/shop/url"),
      }),
      finds(
        "advises on what the proxy of Service Connect takes",
        {
          more: ({ stack }) => void stack.parameter("key", { name: "/shop/key" }),
          container: () => ({ portMappings: [{ name: "http", containerPort: 80 }] }),
          service: {
            serviceConnectConfiguration: {
              enabled: true,
              namespace: fromElsewhere(`arn:aws:servicediscovery:eu-central-1:${account}:namespace/ns-1`),
              services: [{ portName: "http", clientAlias: [{ dnsName: "shop", port: 80 }] }],
              logConfiguration: {
                logDriver: "splunk",
                secretOptions: [{ name: "splunk-token", valueFrom: "/shop/key" }],
              },
            },
          },
        },
        advised("parameter-not-awaited/key"),
      ),
    ]);
  });

  describe("log groups", () => {
    const writesTo = (group: Input, more: { readonly [key: string]: Input } = {}) => ({
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": group,
          "awslogs-region": "eu-central-1",
          "awslogs-stream-prefix": "shop",
          ...more,
        },
      },
    });
    testCases([
      finds(
        "advises on one that is named by a text",
        {
          more: ({ stack }) => void stack.logGroup("logs", { name: "/ecs/shop" }),
          container: () => writesTo("/ecs/shop"),
        },
        advised("log-group-not-awaited/logs"),
      ),
      passes("passes one that is awaited", {
        more: ({ stack }) => [stack.logGroup("logs", { name: "/ecs/shop" })],
        container: () => writesTo("/ecs/shop"),
      }),
      passes("passes one by its output", {
        container: ({ stack }) => writesTo(stack.logGroup("logs", { name: "/ecs/shop" }).name),
      }),
      passes("passes a namesake in another Region", {
        more: ({ stack }) => void stack.logGroup("logs", { name: "/ecs/shop" }),
        container: () => writesTo("/ecs/shop", { "awslogs-region": "us-east-1" }),
      }),
      passes("passes a group that ECS makes itself where it is not there", {
        more: ({ stack }) => void stack.logGroup("logs", { name: "/ecs/shop" }),
        container: () => writesTo("/ecs/shop", { "awslogs-create-group": "true" }),
      }),
      passes("passes another group of the stack", {
        more: ({ stack }) => void stack.logGroup("logs", { name: "/ecs/other" }),
        container: () => writesTo("/ecs/shop"),
      }),
    ]);
  });

  describe("mount targets", () => {
    const mounts = (fileSystem: Input) => ({
      volumes: [{ name: "data", efsVolumeConfiguration: { fileSystemId: fileSystem } }],
    });
    testCases([
      finds(
        "advises on one that is not awaited",
        {
          definition: ({ stack }) => {
            const data = stack.fileSystem("data");
            stack.mountTarget("a", data);
            return mounts(data.id);
          },
        },
        advised("mount-target-not-awaited/data"),
      ),
      finds(
        "advises on one of two",
        {
          definition: ({ stack }) => {
            const data = stack.fileSystem("data");
            stack.mountTarget("a", data);
            const other = stack.mountTarget("b", data);
            return { ...mounts(data.id), tags: { after: other.id } };
          },
        },
        advised("mount-target-not-awaited/data"),
      ),
      finds(
        "finds the file system behind its access point",
        {
          definition: ({ stack }) => {
            const data = stack.fileSystem("data");
            stack.mountTarget("a", data);
            const point = stack.custom("aws:efs/accessPoint:AccessPoint", "point", { fileSystemId: data.id });
            return mounts(point.output("fileSystemId"));
          },
        },
        advised("mount-target-not-awaited/data"),
      ),
      passes("passes the id as its mount target gives it", {
        definition: ({ stack }) =>
          mounts(stack.mountTarget("a", stack.fileSystem("data")).output("fileSystemId")),
      }),
      passes("passes mount targets that AWS has", {
        definition: ({ stack }) => {
          const data = stack.fileSystem("data", {}, { exists: true });
          stack.mountTarget("a", data, { exists: true });
          return mounts(data.id);
        },
      }),
      finds(
        "advises on a new one of a file system that AWS has",
        {
          definition: ({ stack }) => {
            const data = stack.fileSystem("data", {}, { exists: true });
            stack.mountTarget("a", data);
            return mounts(data.id);
          },
        },
        advised("mount-target-not-awaited/data"),
      ),
      passes("passes a file system of another stack", {
        definition: () => mounts(fromElsewhere("fs-0123456789abcdef1")),
      }),
    ]);
  });

  describe("images", () => {
    const runs = (stack: Stack, repository = stack.repository("app")) => ({
      image: interpolate`${repository.output("repositoryUrl")}:latest`,
    });
    const build = (stack: Stack, repository: Handle, options: Options = {}) =>
      stack.custom(
        "docker-build:index:Image",
        "image",
        { tags: [repository.output("repositoryUrl")] },
        options,
        { computed: { id: "sha256:1", ref: `${images}/app@sha256:1` } },
      );
    testCases([
      finds(
        "advises on a repository that nothing fills",
        { container: ({ stack }) => runs(stack) },
        presumed("image-not-pushed/app"),
      ),
      finds(
        "advises on an image that is not awaited",
        {
          container: ({ stack }) => {
            const repository = stack.repository("app");
            build(stack, repository);
            return runs(stack, repository);
          },
        },
        presumed("image-not-awaited/app"),
      ),
      passes("passes an image by its own output", {
        container: ({ stack }) => ({ image: build(stack, stack.repository("app")).output("ref") }),
      }),
      finds(
        "advises on an image although the service waits for a load balancer, for a build may take longer",
        {
          more: ({ stack }) => [
            stack.custom("aws:lb/loadBalancer:LoadBalancer", "balancer", { name: "web" }),
          ],
          container: ({ stack }) => {
            const repository = stack.repository("app");
            build(stack, repository);
            return runs(stack, repository);
          },
        },
        presumed("image-not-awaited/app"),
      ),
      passes("passes a repository that a pull-through cache fills", {
        container: ({ stack }) => {
          stack.repository("cache/nginx", { name: "cache/nginx" });
          stack.custom("aws:ecr/pullThroughCacheRule:PullThroughCacheRule", "cache", {
            ecrRepositoryPrefix: "cache",
          });
          return { image: `${images}/cache/nginx:1.27` };
        },
      }),
      passes("passes a namesake in another Region", {
        more: ({ stack }) => void stack.repository("app"),
        container: () => ({ image: `${images.replace("eu-central-1", "us-east-1")}/app:latest` }),
      }),
      passes("passes a repository that a command fills", {
        container: ({ stack }) => {
          const repository = stack.repository("app");
          stack.custom("command:local:Command", "push", {
            create: interpolate`docker push ${repository.output("repositoryUrl")}`,
          });
          return runs(stack, repository);
        },
      }),
      passes("passes a repository that AWS has", {
        container: ({ stack }) => runs(stack, stack.repository("app", {}, { exists: true })),
      }),
    ]);
  });

  describe("the advice", () => {
    const attached = (service: Inputs = {}, parent?: (stack: Stack) => Handle): Stack => {
      const stack = new Stack();
      program({
        ...logged,
        more: ({ stack: made, execution }) => {
          const around = parent?.(made);
          made.attachment(
            "pulls",
            { role: execution.name, policyArn: managed },
            around ? { parent: around } : {},
          );
          return undefined;
        },
        service,
      })(stack);
      return stack;
    };
    const said = (stack: Stack) => messageOf(firstTasksFindWhatTheyNeed, stack, {}, "first preview");

    it("is one line to add", async () => {
      assert.equal(
        await said(attached()),
        [
          "The first tasks of service `shop` may start before policy attachment `pulls` is there.",
          "What fails: they stop, and ECS starts others, later and later, until all of it is there:",
          "    AccessDeniedException: … is not authorized to perform: …",
          "Why: a task definition waits for its roles, and not for what is attached to them, and nothing makes `shop` come after policy attachment `pulls`.",
          "Change: make `shop` wait. Declare what it waits for above it, and add that to the `dependsOn` of its options:",
          "    { dependsOn: [pulls] }",
          'To accept it: "exemptions": [{ "resource": "shop", "finding": "policy-not-awaited/pulls", "reason": "…" }] in the configuration of this policy.',
          "Finding: policy-not-awaited/pulls",
        ].join("\n"),
      );
    });

    it("says what a circuit breaker makes of it", async () => {
      assert.match(
        await said(attached({ deploymentCircuitBreaker: { enable: true, rollback: true } })),
        /^What fails: they stop, and after 3 of them the circuit breaker ends this deployment/m,
      );
    });

    it("says what waiting for a steady state makes of it", async () => {
      assert.match(
        await said(attached({ waitForSteadyState: true })),
        /`up`, which waits for a steady state, fails/,
      );
    });

    it("counts the tasks that a circuit breaker lets fail", async () => {
      const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true }, desiredCount: 20 };
      assert.match(await said(attached(breaker)), /after 10 of them the circuit breaker/);
    });

    it("says what a resource is whose name others have, too", async () => {
      const stack = new Stack();
      const role = stack.role("app");
      stack.rolePolicy("app", { role: role.name, policy: jsonText(allow("s3:*", "*")) });
      const definition = stack.taskDefinition("app", { taskRoleArn: role.arn });
      stack.service("app", { taskDefinition: definition.arn });
      assert.match(await said(stack), /\{ dependsOn: \[appRolePolicy\] \}/);
    });

    it("offers no component around the service whose inside the policy comes after", async () => {
      const stack = new Stack();
      const around = stack.component("web");
      const role = stack.role("app", {}, { parent: around });
      const definition = stack.taskDefinition("shop", { taskRoleArn: role.arn }, { parent: around });
      stack.service("shop", { taskDefinition: definition.arn }, { parent: around });
      stack.rolePolicy("works", { role: role.name, policy: jsonText(allow("s3:*", "*")) });
      assert.match(
        await said(stack),
        /add that to the `dependsOn` of its options:\n {4}\{ dependsOn: \[works\] \}/,
      );
    });

    it("names a component inside of another as that gives it out", async () => {
      const stack = new Stack();
      const outer = stack.component("outer");
      const inner = stack.component("inner", { parent: outer });
      const role = stack.role("app");
      stack.rolePolicy("works", { role: role.name, policy: jsonText(allow("s3:*", "*")) }, { parent: inner });
      const definition = stack.taskDefinition("shop", { taskRoleArn: role.arn });
      const shop = stack.service("shop", { taskDefinition: definition.arn });
      stack.custom("aws:sqs/queue:Queue", "queue", { name: shop.id }, { parent: outer });
      assert.match(
        await said(stack),
        /\{ dependsOn: \[outer\.inner\] \}\nTo wait for all of component `outer` would not do/,
      );
    });

    it("names the component around what is awaited", async () => {
      assert.match(
        await said(attached({}, (stack) => stack.component("roles"))),
        /\{ dependsOn: \[roles\] \}/,
      );
    });

    it("is not given where a packaged component decides on the order", async () => {
      const stack = new Stack();
      const around = stack.component("web", { type: "awsx:ecs:FargateService" });
      const app = stack.role("app", {}, { parent: around });
      stack.attachment("pulls", { role: app.name, policyArn: managed }, { parent: around });
      const definition = stack.taskDefinition("shop", { taskRoleArn: app.arn }, { parent: around });
      stack.service("shop", { taskDefinition: definition.arn }, { parent: around });
      await assert.rejects(said(stack));
    });
  });
});
