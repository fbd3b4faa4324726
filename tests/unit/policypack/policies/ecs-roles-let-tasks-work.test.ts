import { allow, type Case, document, testCases } from "../../../support/cases";
import { rolesLetTasksWork, undetermined } from "../../../support/pack";
import {
  account,
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

const advised = (ids: string, on = `${definition}::shop`) => `advisory ${rolesLetTasksWork} ${ids} ${on}`;
const listed = (ids: string, on = `${definition}::shop`) => `advisory ${undetermined} ${ids} ${on}`;
const onService = (ids: string) => advised(ids, `${service}::shop`);

const channels = [
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
];

interface Program {
  readonly execution?: Inputs;
  /** What the task role is allowed. */
  readonly allows?: Input;
  readonly log?: { readonly [key: string]: Input };
  readonly service?: Inputs;
  readonly task?: Inputs;
  readonly more?: (stack: Stack) => void;
}

/** The container that takes the logs of the others. */
const router = { name: "router", image: "fluent-bit", firelensConfiguration: { type: "fluentbit" } };

/** A task definition on Fargate, and the service that runs it. */
function program({ execution = {}, allows, log, service: args, task = {}, more }: Program) {
  return (stack: Stack): void => {
    const executionRole = stack.role("execution", execution);
    const app = stack.role("app");
    const policy =
      allows === undefined
        ? undefined
        : stack.rolePolicy("allows", { role: app.name, policy: jsonText(allows) });
    const shop = stack.taskDefinition("shop", {
      requiresCompatibilities: ["FARGATE"],
      executionRoleArn: executionRole.arn,
      taskRoleArn: app.arn,
      containerDefinitions: JSON.stringify([
        { name: "app", image: "nginx", ...(log && { logConfiguration: log }) },
        ...(log?.logDriver === "awsfirelens" ? [router] : []),
      ]),
      ...task,
    });
    if (args) {
      stack.service(
        "shop",
        { taskDefinition: shop.arn, launchType: "FARGATE", ...args },
        { dependsOn: policy ? [policy] : [] },
      );
    }
    more?.(stack);
  };
}

const passes = (it: string, of: Program): Case => ({ it, program: program(of) });
const finds = (it: string, of: Program, found: readonly string[], ...says: RegExp[]): Case => ({
  it,
  program: program(of),
  finds: found,
  says,
});

describe("ecs-roles-let-tasks-work", () => {
  describe("logs", () => {
    const log = {
      logDriver: "awslogs",
      options: {
        "awslogs-group": "/ecs/shop",
        "awslogs-region": "eu-central-1",
        "awslogs-stream-prefix": "shop",
      },
    };
    const allows = (actions: Input) => ({
      inlinePolicies: [{ name: "own", policy: JSON.stringify(allow(actions, "*")) }],
    });
    testCases([
      finds(
        "advises on a stream that stays empty",
        { log, execution: allows("logs:CreateLogStream") },
        [advised("log-events-not-permitted/app")],
        /^Tasks of task definition `shop` lack a permission: execution role `execution` may not write the log of `app`\.$/m,
      ),
      passes("passes both calls", { log, execution: allows(["logs:CreateLogStream", "logs:PutLogEvents"]) }),
      passes("passes AWS's policy for execution roles", { log, execution: { managedPolicyArns: [managed] } }),
    ]);
  });

  describe("ECS Exec", () => {
    const exec = { enableExecuteCommand: true };
    testCases([
      finds(
        "advises on a task role that may not open the channels",
        { service: exec },
        [onService("exec-not-permitted")],
        /^Tasks of service `shop` lack a permission: task role `app` may not open the channels of ECS Exec for `shop`\.$/m,
        /TargetNotConnectedException/,
        /Action: \["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"\], Resource: \["\*"\]/,
      ),
      passes("passes the four calls", { service: exec, allows: allow(channels, "*") }),
      passes("passes all calls", { service: exec, allows: allow("ssmmessages:*", "*") }),
      finds("advises on three of four", { service: exec, allows: allow(channels.slice(1), "*") }, [
        onService("exec-not-permitted"),
      ]),
      finds(
        "advises on an ARN, which the calls do not have",
        { service: exec, allows: allow(channels, `arn:aws:ssmmessages:eu-central-1:${account}:*`) },
        [onService("exec-not-permitted")],
        /names ARNs, and this is asked for without one/,
      ),
      passes("passes a guard on the Region", {
        service: exec,
        allows: allow(channels, "*", {
          Condition: { StringEquals: { "aws:RequestedRegion": "eu-central-1" } },
        }),
      }),
      finds(
        "advises on a guard on another Region",
        {
          service: exec,
          allows: allow(channels, "*", {
            Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
          }),
        },
        [onService("exec-not-permitted")],
      ),
      {
        it: "lists what it is not known whether the service enables",
        program: program({
          service: { enableExecuteCommand: losingEdges(new Output(true, [])) },
        }),
        finds: [onService("exec-not-permitted")],
        findsAtFirst: [listed("working-permission-unclear/exec", `${service}::shop`)],
      },
      passes("asks nothing where ECS Exec is off", { service: { enableExecuteCommand: false } }),
      passes("asks nothing of a task without a role, which may have that of its instance", {
        service: { ...exec, launchType: "EC2" },
        task: { taskRoleArn: undefined, requiresCompatibilities: ["EC2"] },
      }),
      {
        it: "lists a task role that is not known",
        program: program({ service: exec, task: { taskRoleArn: interpolate`${"arn:aws:iam::"}` } }),
        finds: [listed("working-permission-unclear/exec", `${service}::shop`)],
      },
    ]);
  });

  describe("the log of sessions", () => {
    const cluster = (logConfiguration: { readonly [key: string]: Input }, logging = "OVERRIDE") => ({
      configuration: { executeCommandConfiguration: { logging, logConfiguration } },
    });
    const logged =
      (of: { readonly configuration: Input }, allows: Input) =>
      (stack: Stack): void => {
        const main = stack.cluster("main", { configuration: of.configuration });
        program({
          allows,
          service: { enableExecuteCommand: true, cluster: main.arn },
        })(stack);
      };
    testCases([
      {
        it: "needs its group",
        program: logged(cluster({ cloudWatchLogGroupName: "/sessions" }), allow(channels, "*")),
        finds: [onService("session-log-not-permitted")],
      },
      {
        it: "passes with both calls on it",
        program: logged(
          cluster({ cloudWatchLogGroupName: "/sessions" }),
          allow([...channels, "logs:*"], "*"),
        ),
      },
      {
        it: "needs its bucket",
        program: logged(cluster({ s3BucketName: "sessions" }), allow([...channels, "logs:*"], "*")),
        finds: [onService("session-log-not-permitted")],
      },
      {
        it: "passes with the bucket's files under the prefix",
        program: logged(
          cluster({ s3BucketName: "sessions", s3KeyPrefix: "exec" }),
          document(
            { Effect: "Allow", Action: channels, Resource: "*" },
            { Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::sessions/exec/*" },
          ),
        ),
      },
      {
        it: "needs those under the prefix",
        program: logged(
          cluster({ s3BucketName: "sessions", s3KeyPrefix: "exec/" }),
          document(
            { Effect: "Allow", Action: channels, Resource: "*" },
            { Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::sessions/other/*" },
          ),
        ),
        finds: [onService("session-log-not-permitted")],
      },
      {
        it: "needs both calls on the group",
        program: logged(
          cluster({ cloudWatchLogGroupName: "/sessions" }),
          allow([...channels, "logs:CreateLogStream"], "*"),
        ),
        finds: [onService("session-log-not-permitted")],
      },
      {
        it: "asks nothing of a cluster without a log of its own",
        program: logged(
          { configuration: { executeCommandConfiguration: { logging: "OVERRIDE" } } },
          allow(channels, "*"),
        ),
      },
      {
        it: "asks nothing where sessions are logged like the container",
        program: logged(cluster({ s3BucketName: "sessions" }, "DEFAULT"), allow(channels, "*")),
      },
    ]);
  });

  describe("FireLens", () => {
    const routed = (options: { readonly [key: string]: Input }) => ({ logDriver: "awsfirelens", options });
    const arn = (service: string, rest: string) => `arn:aws:${service}:eu-central-1:${account}:${rest}`;
    testCases([
      finds(
        "advises on a delivery stream",
        { log: routed({ Name: "firehose", region: "eu-central-1", delivery_stream: "shop" }) },
        [advised("log-destination-not-permitted/app")],
        /nothing allows `app` `firehose:PutRecordBatch`/,
      ),
      passes("passes a role that may write to it", {
        log: routed({ Name: "firehose", region: "eu-central-1", delivery_stream: "shop" }),
        allows: allow("firehose:PutRecordBatch", arn("firehose", "deliverystream/shop")),
      }),
      finds(
        "advises on a log group, by whichever name of the plugin",
        { log: routed({ name: "cloudwatch", region: "eu-central-1", log_group_name: "/shop" }) },
        [advised("log-destination-not-permitted/app")],
      ),
      finds("advises on a stream", { log: routed({ Name: "kinesis", stream: "shop" }) }, [
        advised("log-destination-not-permitted/app"),
      ]),
      finds("advises on a bucket", { log: routed({ Name: "s3", bucket: "shop" }) }, [
        advised("log-destination-not-permitted/app"),
      ]),
      passes("passes a bucket that it may write to", {
        log: routed({ Name: "s3", bucket: "shop" }),
        allows: allow("s3:PutObject", "arn:aws:s3:::shop/*"),
      }),
      passes("passes the files under the plugin's own prefix", {
        log: routed({ Name: "s3", bucket: "shop" }),
        allows: allow("s3:PutObject", "arn:aws:s3:::shop/fluent-bit-logs/*"),
      }),
      passes("passes the files under the prefix of their format", {
        log: routed({ Name: "s3", bucket: "shop", s3_key_format: "/apps/$TAG/%Y" }),
        allows: allow("s3:PutObject", "arn:aws:s3:::shop/apps/*"),
      }),
      finds(
        "advises on those under another one",
        {
          log: routed({ Name: "s3", bucket: "shop", s3_key_format: "/apps/$TAG/%Y" }),
          allows: allow("s3:PutObject", "arn:aws:s3:::shop/fluent-bit-logs/*"),
        },
        [advised("log-destination-not-permitted/app")],
      ),
      {
        it: "presumes that an unknown document with an edge to the stream allows it",
        program: (stack) => {
          const stream = stack.custom(
            "aws:kinesis/stream:Stream",
            "events",
            { name: "events" },
            {},
            { computed: { arn: arn("kinesis", "stream/events"), id: "events" } },
          );
          program({
            log: routed({ Name: "kinesis_streams", stream: "events" }),
            allows: allow("kinesis:PutRecords", stream.arn),
          })(stack);
        },
      },
      {
        it: "advises on a router without a task role",
        program: program({
          log: routed({ Name: "s3", bucket: "shop" }),
          task: { taskRoleArn: undefined },
        }),
        finds: [advised("log-destination-not-permitted/app")],
      },
      passes("asks nothing of a router without one on EC2", {
        log: routed({ Name: "s3", bucket: "shop" }),
        task: { taskRoleArn: undefined, requiresCompatibilities: ["EC2"] },
      }),
      passes("asks nothing of another role", {
        log: routed({ Name: "s3", bucket: "shop", role_arn: `arn:aws:iam::${account}:role/writer` }),
      }),
      passes("asks nothing of names that are put together", {
        log: routed({ Name: "cloudwatch", log_group_name: "/shop/$(ecs_cluster)" }),
      }),
      passes("asks nothing of other services", { log: routed({ Name: "datadog", apikey: "x" }) }),
    ]);
  });
});
