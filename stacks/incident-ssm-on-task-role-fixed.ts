/**
 * The cure of incident 1: the permission to read the secrets goes to the execution role, which ECS
 * uses to fetch them. The task role keeps what the application itself does, here sending mail.
 *
 * Compare with incident-ssm-on-task-role.ts.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const region = aws.getRegionOutput().region;
const account = aws.getCallerIdentityOutput().accountId;
const parameters = pulumi.interpolate`arn:aws:ssm:${region}:${account}:parameter`;

// Made long before this stack, with AWS's managed execution policy and nothing else.
const executionRole = aws.iam.getRoleOutput({ name: "ecsTaskExecutionRole" });

const taskRole = new aws.iam.Role("notification-task-role", {
  name: "notification-task-role",
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" }),
});

const taskPolicy = new aws.iam.RolePolicy("notification-ses-policy", {
  name: "notification-ses-policy",
  role: taskRole.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["ses:SendEmail", "ses:SendRawEmail"], Resource: "*" }],
  }),
});

const secretReads = new aws.iam.RolePolicy("notification-secrets", {
  name: "notification-secrets",
  role: executionRole.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
        Resource: [pulumi.interpolate`${parameters}/JobSyncHub/*`, pulumi.interpolate`${parameters}/9900/*`],
      },
    ],
  }),
});

const cluster = new aws.ecs.Cluster("job-sync-hub", {});
const logs = new aws.cloudwatch.LogGroup("notification", { name: "/ecs/notification", retentionInDays: 30 });

const taskDefinition = new aws.ecs.TaskDefinition("notification", {
  family: "notification",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  taskRoleArn: taskRole.arn,
  executionRoleArn: executionRole.arn,
  containerDefinitions: pulumi.jsonStringify([
    {
      name: "notification",
      image: "public.ecr.aws/docker/library/node:22-alpine",
      essential: true,
      secrets: [
        { name: "DATABASE_URL", valueFrom: pulumi.interpolate`${parameters}/JobSyncHub/DATABASE_URL` },
        { name: "SENDER_ADDRESS", valueFrom: pulumi.interpolate`${parameters}/9900/SENDER_ADDRESS` },
      ],
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": logs.name,
          "awslogs-region": region,
          "awslogs-stream-prefix": "notification",
        },
      },
    },
  ]),
});

const subnets = aws.ec2.getSubnetsOutput({
  filters: [{ name: "default-for-az", values: ["true"] }],
});

new aws.ecs.Service(
  "notification",
  {
    cluster: cluster.arn,
    taskDefinition: taskDefinition.arn,
    desiredCount: 1,
    launchType: "FARGATE",
    networkConfiguration: { subnets: subnets.ids, assignPublicIp: true },
  },
  // Tasks start only when their secrets can be read, and the application may do its work.
  { dependsOn: [secretReads, taskPolicy] },
);
