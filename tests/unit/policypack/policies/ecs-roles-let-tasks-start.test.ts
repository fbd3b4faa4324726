import { allow, type Case, deny, document, testCases } from "../../../support/cases";
import { rolesLetTasksStart, taskDefinitionsAreAccepted, undetermined } from "../../../support/pack";
import {
  account,
  fromElsewhere,
  type Handle,
  type Input,
  type Inputs,
  interpolate,
  jsonText,
  losingEdges,
  Output,
  type Stack,
} from "../../../support/stack";

const definition = "aws:ecs/taskDefinition:TaskDefinition";
const service = "aws:ecs/service:Service";
const managed = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
const registry = `${account}.dkr.ecr.eu-central-1.amazonaws.com`;

const rejected = (ids: string, on = `${definition}::shop`) => `mandatory ${rolesLetTasksStart} ${ids} ${on}`;
const presumed = (ids: string, on?: string) => `${rejected(ids, on)} presumed`;
const refused = (id: string) => `mandatory ${taskDefinitionsAreAccepted} ${id} ${definition}::shop`;
const listed = (ids: string, on = `${definition}::shop`) => `advisory ${undetermined} ${ids} ${on}`;

const publicImage = "public.ecr.aws/docker/library/node:22-alpine";
const container = (more: { readonly [key: string]: Input } = {}) => ({
  name: "app",
  image: publicImage,
  ...more,
});

const logs = (options: { readonly [key: string]: Input } = {}) => ({
  logConfiguration: {
    logDriver: "awslogs",
    options: {
      "awslogs-group": "/ecs/shop",
      "awslogs-region": "eu-central-1",
      "awslogs-stream-prefix": "shop",
      ...options,
    },
  },
});

const streams = (name: string) => `arn:aws:logs:eu-central-1:${account}:log-group:${name}:*`;
const writesLogs = (resource: Input = "*") => allow(["logs:CreateLogStream", "logs:PutLogEvents"], resource);

interface Program {
  /** What the execution role is allowed by a policy of its own. */
  readonly allows?: Input | ((stack: Stack) => Input);
  readonly role?: Inputs;
  readonly task?: Inputs;
  readonly containers?: Input | ((stack: Stack) => Input);
  readonly more?: (stack: Stack, roles: { execution: Handle; task: Handle }) => void;
}

/** A task definition on Fargate with both roles. */
function program({ allows, role = {}, task = {}, containers = [container()], more }: Program) {
  return (stack: Stack): void => {
    const execution = stack.role("execution", role);
    const app = stack.role("app");
    const made = (input: Input | ((of: Stack) => Input)) =>
      typeof input === "function" ? (input as (of: Stack) => Input)(stack) : input;
    if (allows !== undefined)
      stack.rolePolicy("allows", { role: execution.name, policy: jsonText(made(allows)) });
    stack.taskDefinition("shop", {
      requiresCompatibilities: ["FARGATE"],
      executionRoleArn: execution.arn,
      taskRoleArn: app.arn,
      containerDefinitions: jsonText(made(containers)),
      ...task,
    });
    more?.(stack, { execution, task: app });
  };
}

const logGroup = (stack: Stack, name = "/ecs/shop") => stack.logGroup("logs", { name });

const repository = (stack: Stack) => stack.repository("images", { name: "shop" });

const bucket = (stack: Stack) =>
  stack.custom(
    "aws:s3/bucket:Bucket",
    "files",
    { bucket: "shop-files" },
    {},
    { computed: { arn: "arn:aws:s3:::shop-files", id: "shop-files" } },
  );

const pulls = (resource: Input) =>
  document(
    { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
    { Effect: "Allow", Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], Resource: resource },
  );

const passes = (it: string, of: Program, config?: Case["config"]): Case => ({
  it,
  program: program(of),
  ...(config && { config }),
});
const finds = (it: string, of: Program, found: readonly string[], ...says: RegExp[]): Case => ({
  it,
  program: program(of),
  finds: found,
  says,
});

describe("ecs-roles-let-tasks-start", () => {
  describe("logs", () => {
    testCases([
      finds(
        "rejects a role that may nothing",
        { containers: [container(logs())] },
        [rejected("log-stream-not-permitted/app")],
        /^Tasks of task definition `shop` cannot start: execution role `execution` may not create the log stream of `app`\.$/m,
        /failed to create Cloudwatch log stream: AccessDeniedException/,
        /nothing allows `execution` `logs:CreateLogStream`/,
        /role: execution\.name,\n {6}policyArn: "arn:aws:iam::aws:policy\/service-role\/AmazonECSTaskExecutionRolePolicy",/,
      ),
      passes("passes AWS's policy for execution roles", {
        containers: [container(logs())],
        role: { managedPolicyArns: [managed] },
      }),
      passes("passes AWS's policy when it is attached", {
        containers: [container(logs())],
        more: (stack, { execution }) =>
          void stack.attachment("managed", { role: execution.name, policyArn: managed }),
      }),
      passes("passes everything", { containers: [container(logs())], allows: allow("*", "*") }),
      passes("passes both calls on all groups", { containers: [container(logs())], allows: writesLogs() }),
      passes("passes the streams of the group", {
        containers: [container(logs())],
        allows: writesLogs(streams("/ecs/shop")),
      }),
      passes("passes the streams of the group by their name", {
        containers: [container(logs())],
        allows: writesLogs(`arn:aws:logs:eu-central-1:${account}:log-group:/ecs/shop:log-stream:shop/*`),
      }),
      passes("passes the streams of the container", {
        containers: [container(logs())],
        allows: writesLogs(`arn:aws:logs:eu-central-1:${account}:log-group:/ecs/shop:log-stream:shop/app/*`),
      }),
      finds(
        "rejects the streams of another container",
        {
          containers: [container(logs())],
          allows: writesLogs(
            `arn:aws:logs:eu-central-1:${account}:log-group:/ecs/shop:log-stream:shop/web/*`,
          ),
        },
        [rejected("log-stream-not-permitted/app")],
      ),
      finds(
        "asks nothing of a driver without a group, which AWS refuses",
        {
          containers: [
            container({
              logConfiguration: { logDriver: "awslogs", options: { "awslogs-stream-prefix": "app" } },
            }),
          ],
        },
        [refused("log-group-missing/app")],
      ),
      {
        it: "lists what runs on Fargate or elsewhere, which is not known",
        program: program({
          containers: [container(logs())],
          task: { requiresCompatibilities: losingEdges(new Output(["FARGATE"], [])) },
        }),
        finds: [rejected("log-stream-not-permitted/app")],
        findsAtFirst: [listed("permission-unclear/log-stream/app")],
      },
      {
        it: "lists the same without an execution role",
        program: (stack) =>
          void stack.taskDefinition("shop", {
            requiresCompatibilities: losingEdges(new Output(["FARGATE"], [])),
            containerDefinitions: JSON.stringify([container(logs())]),
          }),
        finds: [rejected("execution-role-missing")],
        findsAtFirst: [listed("permission-unclear/log-stream/app")],
      },
      {
        it: "lists an execution role that is one of several",
        program: (stack) => {
          const [one, other] = [stack.role("one"), stack.role("other")];
          stack.taskDefinition("shop", {
            requiresCompatibilities: ["FARGATE"],
            executionRoleArn: new Output(`arn:aws:iam::${account}:role/one-0a1b2c3`, [
              ...one.arn.from,
              ...other.arn.from,
            ]),
            containerDefinitions: JSON.stringify([container(logs())]),
          });
        },
        finds: [rejected("log-stream-not-permitted/app")],
        findsAtFirst: [listed("permission-unclear/log-stream/app")],
      },
      passes("passes the older form with two stars", {
        containers: [container(logs())],
        allows: writesLogs("arn:aws:logs:*:*:log-group:/ecs/*:*:*"),
      }),
      finds(
        "rejects the ARN of the group without its streams",
        {
          containers: [container(logs())],
          allows: writesLogs(`arn:aws:logs:eu-central-1:${account}:log-group:/ecs/shop`),
        },
        [rejected("log-stream-not-permitted/app")],
        /statement 1 of `allows` names the log group without `:\*` at its end/,
        /correct statement 1 of `allows`, so that it allows:/,
      ),
      finds(
        "rejects the streams of another group",
        { containers: [container(logs())], allows: writesLogs(streams("/ecs/other")) },
        [rejected("log-stream-not-permitted/app")],
        /statement 1 of `allows` allows it on other ARNs only/,
      ),
      finds(
        "rejects the group in another Region",
        {
          containers: [container(logs({ "awslogs-region": "us-east-1" }))],
          allows: writesLogs(streams("/ecs/shop")),
        },
        [rejected("log-stream-not-permitted/app")],
        /names another Region or account/,
      ),
      {
        it: "presumes the same where the ARN of a group of this stack is not known yet",
        program: program({
          containers: (stack) => [container(logs({ "awslogs-group": logGroup(stack).name }))],
          allows: () => writesLogs(streams("/ecs/other")),
        }),
        finds: [rejected("log-stream-not-permitted/app")],
        says: [
          /correct statement 1 of `allows`, so that it also allows:\n.*pulumi\.interpolate`\$\{logs\.arn\}:\*`/,
        ],
      },
      {
        it: "presumes that an unknown document with an edge to the group allows it",
        program: (stack) => {
          const group = logGroup(stack);
          program({
            containers: [container(logs({ "awslogs-group": group.name }))],
            allows: writesLogs(interpolate`${group.arn}:*`),
          })(stack);
        },
      },
      {
        it: "finds the ARN without its streams once it is known",
        program: (stack) => {
          const group = logGroup(stack);
          program({
            containers: [container(logs({ "awslogs-group": group.name }))],
            allows: writesLogs(group.arn),
          })(stack);
        },
        finds: [rejected("log-stream-not-permitted/app")],
        findsAtFirst: [],
      },
      {
        it: "lists a document that has lost its edges",
        program: (stack) => {
          const group = logGroup(stack);
          program({
            containers: [container(logs({ "awslogs-group": group.name }))],
            more: (of, { execution }) =>
              void of.rolePolicy("lost", {
                role: execution.name,
                policy: losingEdges(jsonText(writesLogs(interpolate`${group.arn}:*`))),
              }),
          })(stack);
        },
        findsAtFirst: [listed("permission-unclear/log-stream/app")],
      },
      passes("asks nothing of a task that runs on EC2", {
        containers: [container(logs())],
        task: { requiresCompatibilities: ["EC2"] },
      }),
      passes("asks nothing where no service of this stack runs it on Fargate", {
        containers: [container(logs())],
        task: { requiresCompatibilities: ["EC2", "FARGATE"] },
      }),
      {
        it: "asks where a service of this stack runs it on Fargate",
        program: (stack) => {
          const execution = stack.role("execution");
          const shop = stack.taskDefinition("shop", {
            executionRoleArn: execution.arn,
            containerDefinitions: JSON.stringify([container(logs())]),
          });
          stack.service("shop", {
            taskDefinition: shop.arn,
            capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
          });
        },
        finds: [rejected("log-stream-not-permitted/app")],
      },
      passes("asks nothing of another driver", {
        containers: [container({ logConfiguration: { logDriver: "splunk" } })],
      }),
      finds(
        "rejects what a denial takes away",
        {
          containers: [container(logs())],
          role: { managedPolicyArns: [managed] },
          allows: deny("logs:CreateLogStream", "*"),
        },
        [rejected("log-stream-not-permitted/app")],
        /statement 1 of `allows` denies `execution` `logs:CreateLogStream`/,
      ),
      {
        it: "asks for the log of Service Connect's proxy as well",
        program: (stack) => {
          const execution = stack.role("execution");
          const shop = stack.taskDefinition("shop", {
            requiresCompatibilities: ["FARGATE"],
            executionRoleArn: execution.arn,
            containerDefinitions: JSON.stringify([container()]),
          });
          stack.service("shop", {
            taskDefinition: shop.arn,
            serviceConnectConfiguration: { enabled: false, namespace: "shop", ...logs() },
          });
        },
        finds: [rejected("log-stream-not-permitted/service-connect", `${service}::shop`)],
      },
      {
        it: "presumes the group of the proxy from its edge",
        program: (stack) => {
          const execution = stack.role("execution");
          const shop = stack.taskDefinition("shop", {
            requiresCompatibilities: ["FARGATE"],
            executionRoleArn: execution.arn,
            containerDefinitions: JSON.stringify([container()]),
          });
          stack.service("shop", {
            taskDefinition: shop.arn,
            serviceConnectConfiguration: { enabled: false, ...logs({ "awslogs-group": logGroup(stack).id }) },
          });
        },
        finds: [rejected("log-stream-not-permitted/service-connect", `${service}::shop`)],
        findsAtFirst: [presumed("log-stream-not-permitted/service-connect", `${service}::shop`)],
      },
      finds(
        "takes a group without a prefix for one with any streams",
        {
          containers: [
            container({
              logConfiguration: {
                logDriver: "awslogs",
                options: { "awslogs-group": "/ecs/shop", "awslogs-region": "eu-central-1" },
              },
            }),
          ],
          allows: writesLogs(streams("/ecs/shop")),
        },
        [refused("stream-prefix-missing/app")],
      ),
      passes("takes the Region of the tasks where a group has none", {
        containers: [
          container({
            logConfiguration: {
              logDriver: "awslogs",
              options: { "awslogs-group": "/ecs/shop", "awslogs-stream-prefix": "app" },
            },
          }),
        ],
        allows: writesLogs(streams("/ecs/shop")),
      }),
      {
        it: "gives one finding for all task definitions of a role",
        program: (stack) => {
          const execution = stack.role("execution");
          for (const name of ["one", "two"])
            stack.taskDefinition(name, {
              requiresCompatibilities: ["FARGATE"],
              executionRoleArn: execution.arn,
              containerDefinitions: JSON.stringify([
                container({ ...logs(), image: `${registry}/shop:1` }),
                { name: "helper", image: `${registry}/helper:1` },
              ]),
            });
        },
        finds: ["one", "two"].flatMap((name) => [
          rejected(
            "image-not-permitted/app,log-stream-not-permitted/app,image-not-permitted/helper",
            `${definition}::${name}`,
          ),
        ]),
        says: [
          /^Tasks of task definitions `one` and `two` cannot start: execution role `execution` may not pull the image of `app` and `helper`, nor create the log stream of `app`\.$/m,
        ],
      },
    ]);
  });

  describe("log groups", () => {
    const creates = [container(logs({ "awslogs-create-group": "true" }))];
    testCases([
      finds(
        "rejects AWS's policy, which does not let it create groups",
        { containers: creates, role: { managedPolicyArns: [managed] } },
        [rejected("log-group-not-permitted/app")],
        /may not create the log group of `app`\.$/m,
        /Action: "logs:CreateLogGroup", Resource: \[\/\* ARN of the log group, with :\* at its end \*\/\]/,
      ),
      passes("passes a role that may", {
        containers: creates,
        role: { managedPolicyArns: [managed] },
        allows: allow("logs:CreateLogGroup", "*"),
      }),
      passes("passes the ARN of the group with or without its streams", {
        containers: creates,
        role: { managedPolicyArns: [managed] },
        allows: allow("logs:CreateLogGroup", `arn:aws:logs:eu-central-1:${account}:log-group:/ecs/shop`),
      }),
      passes("passes where it is not to create the group", {
        containers: [container(logs({ "awslogs-create-group": "false" }))],
        role: { managedPolicyArns: [managed] },
      }),
      {
        it: "lists it where the stack makes the group",
        program: program({
          containers: (stack) => [
            container(logs({ "awslogs-group": logGroup(stack).name, "awslogs-create-group": "true" })),
          ],
          role: { managedPolicyArns: [managed] },
        }),
        finds: [listed("permission-unclear/log-group/app")],
      },
    ]);
  });

  describe("images", () => {
    const image = [container({ image: `${registry}/shop:1.2.3` })];
    testCases([
      finds(
        "rejects a role that may not pull",
        { containers: image, allows: writesLogs() },
        [rejected("image-not-permitted/app")],
        /may not pull the image of `app`\.$/m,
        /nothing allows `execution` `ecr:GetAuthorizationToken` on `\*`/,
      ),
      passes("passes AWS's policy for execution roles", {
        containers: image,
        role: { managedPolicyArns: [managed] },
      }),
      passes("passes AWS's policies of ECR", {
        containers: image,
        role: { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"] },
      }),
      passes("passes what the repository needs", {
        containers: image,
        allows: pulls(`arn:aws:ecr:eu-central-1:${account}:repository/shop`),
      }),
      finds(
        "rejects a token on the repository, for it is asked for on `*`",
        { containers: image, allows: allow("ecr:*", `arn:aws:ecr:eu-central-1:${account}:repository/shop`) },
        [rejected("image-not-permitted/app")],
        /statement 1 of `allows` names ARNs, and this is asked for without one, which only `\*` allows/,
      ),
      finds(
        "rejects another repository",
        { containers: image, allows: pulls(`arn:aws:ecr:eu-central-1:${account}:repository/other`) },
        [rejected("image-not-permitted/app")],
        /statement 2 of `allows` allows it on other ARNs only/,
      ),
      passes("passes images of other registries", { containers: [container()] }),
      passes("passes an image by its digest", {
        containers: [container({ image: `${registry}/shop@sha256:${"0".repeat(64)}` })],
        allows: pulls(`arn:aws:ecr:eu-central-1:${account}:repository/shop`),
      }),
      passes("passes a guard on the Region", {
        containers: image,
        allows: allow("ecr:*", "*", {
          Condition: { StringEquals: { "aws:RequestedRegion": "eu-central-1" } },
        }),
      }),
      {
        it: "presumes the pull from a repository to which containers have an edge",
        program: (stack) =>
          program({
            containers: [container({ image: interpolate`${repository(stack).output("repositoryUrl")}:1` })],
            allows: writesLogs(),
          })(stack),
        finds: [rejected("image-not-permitted/app")],
        findsAtFirst: [presumed("image-not-permitted/images")],
        says: [/may not pull (?:an image from `images`|the image of `app`)\.$/m],
      },
      {
        it: "passes a role that may, by an unknown document with an edge to the repository",
        program: (stack) => {
          const images = repository(stack);
          program({
            containers: [container({ image: interpolate`${images.output("repositoryUrl")}:1` })],
            allows: document(
              { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
              { Effect: "Allow", Action: "ecr:*", Resource: images.arn },
            ),
          })(stack);
        },
      },
      {
        it: "follows an image that is built and pushed to a repository",
        program: (stack) => {
          const images = repository(stack);
          const built = stack.custom(
            "docker-build:index:Image",
            "built",
            { tags: [interpolate`${images.output("repositoryUrl")}:1`] },
            {},
            { computed: { id: "built", ref: `${registry}/shop:1` } },
          );
          program({
            containers: [container({ image: built.output("ref") })],
            allows: writesLogs(),
          })(stack);
        },
        finds: [rejected("image-not-permitted/app")],
        findsAtFirst: [presumed("image-not-permitted/images")],
      },
      {
        it: "presumes the same where the task role may pull, for nobody but ECS does",
        program: (stack) =>
          program({
            containers: [
              container({ environment: [{ name: "R", value: repository(stack).output("repositoryUrl") }] }),
            ],
            allows: writesLogs(),
            more: (of, { task }) =>
              void of.rolePolicy("pulls", { role: task.name, policy: JSON.stringify(pulls("*")) }),
          })(stack),
        findsAtFirst: [presumed("image-not-permitted/images")],
      },
      {
        it: "passes what the repository's own policy allows",
        program: (stack) => {
          const images = repository(stack);
          const arn = `arn:aws:iam::${account}:role/execution-0a1b2c3`;
          program({ containers: image, allows: allow("ecr:GetAuthorizationToken", "*") })(stack);
          stack.custom("aws:ecr/repositoryPolicy:RepositoryPolicy", "lets", {
            repository: images.name,
            policy: jsonText({
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Principal: { AWS: arn }, Action: "ecr:*" }],
            }),
          });
        },
      },
      passes("leaves a cache to the registry's policy, where there is one", {
        containers: [container({ image: `${registry}/hub/library/node:22` })],
        role: { managedPolicyArns: [managed] },
        more: (stack) => {
          stack.custom("aws:ecr/pullThroughCacheRule:PullThroughCacheRule", "hub", {
            ecrRepositoryPrefix: "hub",
          });
          stack.custom("aws:ecr/registryPolicy:RegistryPolicy", "registry", { policy: "{}" });
        },
      }),
      passes("passes an image beside the prefix of a cache", {
        containers: [container({ image: `${registry}/hubble/node:22` })],
        role: { managedPolicyArns: [managed] },
        more: (stack) =>
          void stack.custom("aws:ecr/pullThroughCacheRule:PullThroughCacheRule", "hub", {
            ecrRepositoryPrefix: "hub",
          }),
      }),
      finds(
        "advises on the first pull through a cache",
        {
          containers: [container({ image: `${registry}/hub/library/node:22` })],
          role: { managedPolicyArns: [managed] },
          more: (stack) =>
            void stack.custom("aws:ecr/pullThroughCacheRule:PullThroughCacheRule", "hub", {
              ecrRepositoryPrefix: "hub",
              upstreamRegistryUrl: "registry-1.docker.io",
            }),
        },
        [listed("image-import-not-permitted/app")],
      ),
    ]);
  });

  describe("files", () => {
    const files = [
      container({ environmentFiles: [{ type: "s3", value: "arn:aws:s3:::shop-files/web.env" }] }),
    ];
    testCases([
      finds(
        "rejects a role that may not read them",
        { containers: files },
        [rejected("environment-file-not-permitted/app")],
        /may not read the environment files of `app`\.$/m,
      ),
      passes("passes a role that may", {
        containers: files,
        allows: allow("s3:GetObject", "arn:aws:s3:::shop-files/*"),
      }),
      finds(
        "rejects the ARN of the bucket",
        { containers: files, allows: allow("s3:GetObject", "arn:aws:s3:::shop-files") },
        [rejected("environment-file-not-permitted/app")],
        /names the bucket, and IAM compares the ARN of the file in it/,
      ),
      {
        it: "says that the permission is on the task role",
        program: (stack) => {
          const files = bucket(stack);
          program({
            containers: [
              container({ environmentFiles: [{ type: "s3", value: interpolate`${files.arn}/web.env` }] }),
            ],
            more: (of, { task }) =>
              void of.rolePolicy("reads", {
                role: task.name,
                policy: jsonText(allow("s3:GetObject", interpolate`${files.arn}/web.env`)),
              }),
          })(stack);
        },
        finds: [rejected("environment-file-not-permitted/app")],
        // Containers that are not known may have the bucket for something else.
        findsAtFirst: [],
      },
      {
        it: "presumes the need of a file to which containers have an edge, and that a document on its bucket allows it",
        program: (stack) => {
          const files = bucket(stack);
          const file = stack.custom(
            "aws:s3/bucketObjectv2:BucketObjectv2",
            "env",
            { bucket: files.id, key: "web.env" },
            {},
            { computed: { id: "web.env", arn: "arn:aws:s3:::shop-files/web.env" } },
          );
          program({
            containers: [container({ environmentFiles: [{ type: "s3", value: file.arn }] })],
            allows: allow("s3:GetObject", interpolate`${files.arn}/*`),
          })(stack);
        },
      },
      {
        it: "presumes the same refused where the role may read no file",
        program: (stack) => {
          const file = stack.custom(
            "aws:s3/bucketObjectv2:BucketObjectv2",
            "env",
            { bucket: "shop-files", key: "web.env" },
            {},
            { computed: { id: "web.env", arn: "arn:aws:s3:::shop-files/web.env" } },
          );
          program({
            containers: [container({ environmentFiles: [{ type: "s3", value: file.arn }] })],
            role: { managedPolicyArns: [managed] },
          })(stack);
        },
        finds: [rejected("environment-file-not-permitted/app")],
        findsAtFirst: [presumed("environment-file-not-permitted/env")],
      },
      {
        it: "passes what the bucket's own policy allows",
        program: (stack) => {
          program({ containers: files })(stack);
          stack.custom("aws:s3/bucketPolicy:BucketPolicy", "lets", {
            bucket: bucket(stack).output("bucket"),
            policy: JSON.stringify({
              Version: "2012-10-17",
              Statement: [
                {
                  Effect: "Allow",
                  Principal: { AWS: `arn:aws:iam::${account}:role/execution-0a1b2c3` },
                  Action: "s3:GetObject",
                  Resource: "arn:aws:s3:::shop-files/*",
                },
              ],
            }),
          });
        },
      },
      finds("asks wherever tasks run", { containers: files, task: { requiresCompatibilities: ["EC2"] } }, [
        rejected("environment-file-not-permitted/app"),
      ]),
      {
        it: "lists parts that have another form",
        program: program({
          containers: [
            container({ image: 7, environmentFiles: "web.env", firelensConfiguration: { options: [] } }),
            { name: "routed", image: "nginx", logConfiguration: { logDriver: "awsfirelens" } },
          ],
        }),
        finds: [listed("needs-malformed")],
        says: [
          /in `containerDefinitions` of `shop`, image of container app is not a text; .*environmentFiles of container app is not a list; .*options of firelensConfiguration of container app is not an object/,
        ],
      },
      finds(
        "advises on the file of a router",
        {
          containers: [
            container({
              firelensConfiguration: {
                type: "fluentbit",
                options: {
                  "config-file-type": "s3",
                  "config-file-value": "arn:aws:s3:::shop-files/fluent.conf",
                },
              },
            }),
            { name: "routed", image: "nginx", logConfiguration: { logDriver: "awsfirelens" } },
          ],
          task: { requiresCompatibilities: ["EC2"] },
        },
        [listed("router-file-not-permitted/app")],
      ),
    ]);
  });

  describe("volumes", () => {
    const fileSystem = (stack: Stack) => stack.fileSystem("data");
    const statement = (more: { readonly [key: string]: Input } = {}) => ({
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "elasticfilesystem:ClientMount",
      ...more,
    });
    const later = (stack: Stack, value: string) =>
      stack.custom("test:index:Flag", "flag", {}, {}, { computed: { id: "flag", value } }).output("value");
    const byAccessPoint = (id: string) =>
      allow("elasticfilesystem:ClientMount", "*", {
        Condition: {
          StringEquals: {
            "elasticfilesystem:AccessPointArn": `arn:aws:elasticfilesystem:eu-central-1:${account}:access-point/${id}`,
          },
        },
      });
    const mounts = ({
      iam = "ENABLED",
      policy,
      of,
      accessPoint,
    }: {
      iam?: Input | ((stack: Stack) => Input);
      policy?: Input;
      accessPoint?: string;
      of?: "app" | "execution";
    }) => {
      return (stack: Stack) => {
        const data = fileSystem(stack);
        program({
          role: { managedPolicyArns: [managed] },
          task: {
            volumes: [
              {
                name: "data",
                efsVolumeConfiguration: {
                  fileSystemId: data.id,
                  transitEncryption: "ENABLED",
                  authorizationConfig: {
                    iam: typeof iam === "function" ? iam(stack) : iam,
                    ...(accessPoint && { accessPointId: accessPoint }),
                  },
                },
              },
            ],
          },
          more: (made, { execution, task }) => {
            if (of === undefined) return;
            made.rolePolicy("mounts", {
              role: (of === "app" ? task : execution).name,
              policy: jsonText(allow("elasticfilesystem:ClientMount", data.arn)),
            });
          },
        })(stack);
        if (policy !== undefined)
          stack.custom("aws:efs/fileSystemPolicy:FileSystemPolicy", "guards", {
            fileSystemId: data.id,
            policy: jsonText({ Version: "2012-10-17", Statement: [policy] }),
          });
      };
    };
    const guard = {
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    const app = { AWS: `arn:aws:iam::${account}:role/app-0a1b2c3` };
    const share = (allows?: Input) =>
      program({
        ...(allows !== undefined && { allows }),
        task: {
          requiresCompatibilities: ["EC2"],
          volumes: [
            {
              name: "share",
              fsxWindowsFileServerVolumeConfiguration: {
                fileSystemId: "fs-1",
                rootDirectory: "share",
                authorizationConfig: {
                  credentialsParameter: `arn:aws:secretsmanager:eu-central-1:${account}:secret:share-AbCdEf`,
                  domain: "example.com",
                },
              },
            },
          ],
        },
      });
    const readsSecret = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" };
    const describes = (resource: string) => ({
      Effect: "Allow",
      Action: "fsx:DescribeFileSystems",
      Resource: resource,
    });
    testCases([
      {
        it: "advises on a share that ECS may not look up",
        program: share(document(readsSecret)),
        finds: [listed("share-not-permitted/share")],
      },
      { it: "passes one that it may", program: share(document(readsSecret, describes("*"))) },
      {
        it: "passes one that it may by its ARN",
        program: share(
          document(readsSecret, describes(`arn:aws:fsx:eu-central-1:${account}:file-system/fs-1`)),
        ),
      },
      {
        it: "lists a policy of the file system that is none",
        program: (stack) => {
          program({})(stack);
          stack.custom("aws:efs/fileSystemPolicy:FileSystemPolicy", "guards", {
            fileSystemId: fileSystem(stack).id,
            policy: "{}",
          });
        },
        finds: [listed("resource-policy-malformed", "aws:efs/fileSystemPolicy:FileSystemPolicy::guards")],
      },
      { it: "passes without a policy of the file system", program: mounts({}) },
      { it: "passes without IAM", program: mounts({ iam: "DISABLED", policy: guard }) },
      { it: "passes what the policy lets everybody do", program: mounts({ policy: statement() }) },
      {
        it: "passes what it lets everybody do through mount targets",
        program: mounts({
          policy: statement({ Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } } }),
        }),
      },
      {
        it: "passes what it lets the task role do",
        program: mounts({ policy: statement({ Principal: app }) }),
      },
      {
        it: "lists a volume of which it is not known whether it is mounted with IAM",
        program: mounts({ policy: guard, iam: (stack) => later(stack, "ENABLED") }),
        finds: [rejected("mount-not-permitted/data")],
        findsAtFirst: [listed("permission-unclear/mount/data")],
      },
      {
        it: "lists a policy of which it is not known what it is for",
        program: (stack) => {
          mounts({})(stack);
          stack.custom("aws:efs/fileSystemPolicy:FileSystemPolicy", "guards", {
            fileSystemId: losingEdges(later(stack, "fs-0123456789abcdef0")),
            policy: JSON.stringify({ Version: "2012-10-17", Statement: [guard] }),
          });
        },
        finds: [rejected("mount-not-permitted/data")],
        findsAtFirst: [listed("permission-unclear/mount/data")],
      },
      {
        it: "passes a task role that may by its access point",
        program: (stack) => {
          mounts({ policy: guard, accessPoint: "fsap-0123456789abcdef0" })(stack);
          stack.rolePolicy("mounts", {
            role: "app-0a1b2c3",
            policy: JSON.stringify(byAccessPoint("fsap-0123456789abcdef0")),
          });
        },
      },
      {
        it: "rejects one that may by another access point",
        program: (stack) => {
          mounts({ policy: guard, accessPoint: "fsap-0123456789abcdef0" })(stack);
          stack.rolePolicy("mounts", {
            role: "app-0a1b2c3",
            policy: JSON.stringify(byAccessPoint("fsap-other")),
          });
        },
        finds: [rejected("mount-not-permitted/data")],
      },
      { it: "passes a task role that may", program: mounts({ policy: guard, of: "app" }) },
      {
        it: "rejects a file system whose policy lets nobody",
        program: mounts({ policy: guard }),
        finds: [rejected("mount-not-permitted/data")],
        says: [/task role `app` may not mount volume `data`\.$/m, /access denied by server while mounting/],
      },
      {
        it: "says that the permission is on the execution role",
        program: mounts({ policy: guard, of: "execution" }),
        finds: [rejected("mount-not-permitted/data")],
        says: [/may not mount volume `data`; the permission is on execution role `execution`\.$/m],
      },
    ]);
  });

  describe("an execution role that is missing", () => {
    const without = (task: Inputs) => (stack: Stack) =>
      void stack.taskDefinition("shop", { requiresCompatibilities: ["FARGATE"], ...task });
    const text = (...containers: readonly Input[]) => JSON.stringify(containers);
    testCases([
      {
        it: "is found for logs and images on Fargate",
        program: without({
          containerDefinitions: text(container({ ...logs(), image: `${registry}/shop:1` })),
        }),
        finds: [rejected("execution-role-missing")],
        says: [
          /^Tasks of task definition `shop` cannot start: it takes an execution role to pull the image of `app` and create the log stream of `app`, and there is none\.$/m,
          /Fargate requires task definition to have execution role ARN to support ECR images/,
          /support log driver awslogs/,
        ],
      },
      {
        it: "is found where Fargate is one of two",
        program: without({
          requiresCompatibilities: ["EC2", "FARGATE"],
          containerDefinitions: text(container(logs())),
        }),
      },
      { it: "is none where nothing needs it", program: without({ containerDefinitions: text(container()) }) },
      {
        it: "is none on EC2",
        program: without({
          requiresCompatibilities: ["EC2"],
          containerDefinitions: text(container({ ...logs(), image: `${registry}/shop:1` })),
        }),
      },
      {
        it: "is found for files on EC2, too",
        program: without({
          requiresCompatibilities: ["EC2"],
          containerDefinitions: text(
            container({ environmentFiles: [{ type: "s3", value: "arn:aws:s3:::shop-files/web.env" }] }),
          ),
        }),
        finds: [rejected("execution-role-missing")],
      },
      {
        it: "is presumed from an edge",
        program: (stack) =>
          without({
            containerDefinitions: jsonText([
              container({ image: interpolate`${repository(stack).output("repositoryUrl")}:1` }),
            ]),
          })(stack),
        finds: [rejected("execution-role-missing")],
        findsAtFirst: [presumed("execution-role-missing")],
      },
    ]);
  });

  describe("a task role that is missing", () => {
    const exec = (task: Inputs, more: Inputs) => (stack: Stack) => {
      const shop = stack.taskDefinition("shop", task);
      stack.service("shop", { taskDefinition: shop.arn, enableExecuteCommand: true, ...more });
    };
    testCases([
      {
        it: "is found where a service on Fargate enables ECS Exec",
        program: exec({ requiresCompatibilities: ["FARGATE"] }, { launchType: "FARGATE" }),
        finds: [rejected("task-role-missing", `${service}::shop`)],
        says: [
          /^Service `shop` cannot be deployed: it enables ECS Exec, and task definition `shop` has no task role\.$/m,
        ],
      },
      { it: "is none on EC2", program: exec({ requiresCompatibilities: ["EC2"] }, { launchType: "EC2" }) },
      {
        it: "is none without ECS Exec",
        program: exec({ requiresCompatibilities: ["FARGATE"] }, { enableExecuteCommand: false }),
      },
    ]);
  });

  describe("roles made elsewhere", () => {
    const elsewhere = (executionRoleArn: Input) => (stack: Stack) =>
      void stack.taskDefinition("shop", {
        requiresCompatibilities: ["FARGATE"],
        executionRoleArn,
        containerDefinitions: JSON.stringify([container(logs())]),
      });
    const arn = `arn:aws:iam::${account}:role/shared`;
    const declares = (...actions: string[]): Case["config"] => ({
      [rolesLetTasksStart]: {
        externalRoles: [{ role: "shared", actions, resources: ["*"], reason: "made by the platform team" }],
      },
    });
    testCases([
      { it: "are not asked for what nobody has told", program: elsewhere(arn) },
      { it: "are not asked by a reference to another stack", program: elsewhere(fromElsewhere(arn)) },
      { it: "pass with what is declared", program: elsewhere(arn), config: declares("logs:*") },
      {
        it: "are rejected where what is declared does not do",
        program: elsewhere(arn),
        config: declares("ssm:GetParameters"),
        finds: [rejected("log-stream-not-permitted/app")],
        says: [/"ecs-roles-let-tasks-start": \{ "externalRoles"/],
      },
      {
        it: "count with what this stack attaches",
        program: (stack) => {
          elsewhere(arn)(stack);
          stack.attachment("managed", { role: "shared", policyArn: managed });
        },
      },
    ]);
  });

  describe("exemptions", () => {
    const exempt = (...findings: string[]): Case["config"] => ({
      [rolesLetTasksStart]: {
        exemptions: findings.map((finding) => ({ resource: "*", finding, reason: "moves next month" })),
      },
    });
    const both = program({ containers: [container({ ...logs(), image: `${registry}/shop:1` })] });
    testCases([
      {
        it: "take out one need of two, and its lines",
        program: both,
        config: exempt("image-not-permitted/app"),
        finds: [rejected("log-stream-not-permitted/app")],
        says: [
          /^Tasks of task definition `shop` cannot start: execution role `execution` may not create the log stream of `app`\.\nWhat fails: .*\n {4}ResourceInitializationError: .*logs:CreateLogStream\nWhy/m,
        ],
      },
      { it: "take out both", program: both, config: exempt("*-not-permitted/app") },
      {
        it: "take out one task definition of two",
        program: (stack) => {
          const execution = stack.role("execution");
          for (const name of ["one", "two"])
            stack.taskDefinition(name, {
              requiresCompatibilities: ["FARGATE"],
              executionRoleArn: execution.arn,
              containerDefinitions: JSON.stringify([container(logs())]),
            });
        },
        config: {
          [rolesLetTasksStart]: { exemptions: [{ resource: "one", reason: "moves next month" }] },
        },
        finds: [rejected("log-stream-not-permitted/app", `${definition}::two`)],
        says: [/^Tasks of task definition `two` cannot start/m],
      },
      {
        it: "cover what was presumed once it is known, by the name of the repository",
        program: (stack) =>
          program({
            containers: [container({ image: interpolate`${repository(stack).output("repositoryUrl")}:1` })],
            allows: writesLogs(),
          })(stack),
        config: exempt("image-not-permitted/images"),
      },
      {
        it: "cover a question",
        program: program({
          containers: (stack) => [
            container(logs({ "awslogs-group": logGroup(stack).name, "awslogs-create-group": "true" })),
          ],
          role: { managedPolicyArns: [managed] },
        }),
        config: exempt("permission-unclear/log-group/app"),
      },
    ]);
  });

  describe("containers that are not known", () => {
    testCases([
      {
        it: "are presumed to write to a log group to which they have an edge",
        program: (stack) =>
          program({
            containers: [
              container({
                ...logs({ "awslogs-group": logGroup(stack).name }),
                environment: [{ name: "Q", value: stack.key("queue").arn }],
              }),
            ],
            allows: pulls("*"),
          })(stack),
        finds: [rejected("log-stream-not-permitted/app")],
        findsAtFirst: [presumed("log-stream-not-permitted/logs")],
      },
      {
        it: "have the images that the arguments of a FargateService name",
        program: (stack) => {
          const type = "ecs-guardrails-components:index:FargateService";
          const image = `${registry}/shop:1`;
          const parent = stack.component("shop", {
            type,
            inputs: { image, sidecars: { helper: { image: publicImage } } },
          });
          const execution = stack.role("execution", {}, { parent });
          const environment = [{ name: "Q", value: stack.key("queue").arn }];
          stack.taskDefinition(
            "shop",
            {
              requiresCompatibilities: ["FARGATE"],
              executionRoleArn: execution.arn,
              containerDefinitions: jsonText([
                container({ image, environment }),
                { name: "helper", image: publicImage },
              ]),
            },
            { parent },
          );
        },
        finds: [
          rejected(
            "image-not-permitted/app",
            "ecs-guardrails-components:index:FargateService$aws:ecs/taskDefinition:TaskDefinition::shop",
          ),
        ],
      },
      {
        it: "pass with AWS's policy for execution roles",
        program: (stack) =>
          program({
            role: { managedPolicyArns: [managed] },
            containers: [
              container({
                ...logs({ "awslogs-group": logGroup(stack).name }),
                image: interpolate`${repository(stack).output("repositoryUrl")}:1`,
              }),
            ],
          })(stack),
      },
    ]);
  });
});
