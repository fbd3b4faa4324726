/**
 * The second sample: jobs and a worker. A migration runs before the shop is deployed, thumbnails are made by as many
 * tasks as there are pictures waiting for, and a report is written each night.
 */
import * as aws from "@pulumi/aws";
import { FargateService, QueueWorker, ScheduledTask } from "ecs-guardrails-components";

const vpc = aws.ec2.getVpcOutput({ default: true });
const cluster = new aws.ecs.Cluster("photo-shop");
const bucket = new aws.s3.Bucket("pictures");

const common = {
  cluster: cluster.arn,
  vpcId: vpc.id,
  subnets: aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] }).ids,
  assignPublicIp: true,
  image: "public.ecr.aws/docker/library/node:22-alpine",
  secrets: { DATABASE_URL: "/photo-shop/DATABASE_URL" },
};

const thumbnails = new QueueWorker("thumbnails", {
  ...common,
  command: ["node", "thumbnails.js"],
  taskRoleStatements: [
    { actions: ["s3:GetObject", "s3:PutObject"], resources: [bucket.arn.apply((arn) => `${arn}/*`)] },
  ],
});

const shop = new FargateService("shop", {
  ...common,
  port: 8080,
  migration: { command: ["node", "migrate.js"] },
  environment: { THUMBNAILS: thumbnails.queueUrl },
  taskRoleStatements: [{ actions: ["sqs:SendMessage"], resources: [thumbnails.queueArn] }],
  loadBalancer: { healthCheck: { path: "/health" } },
  deployment: { strategy: "blueGreen", rollbackAlarms: { serverErrorPercent: 5 } },
});

new ScheduledTask("report", {
  ...common,
  command: ["node", "report.js"],
  schedule: "cron(0 3 * * ? *)",
  timezone: "Europe/Berlin",
});

export const url = shop.url;
