/** Outputs in texts by interpolate, concat, apply and all, and a text that only speaks of Outputs. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { role, service, taskDefinition } from "../../parts";

const bucket = new aws.s3.Bucket("uploads", {});
const queue = new aws.sqs.Queue("jobs", {
  tags: { note: "not an [Output<string>]; see toString() in the handbook" },
});
const task = role("task", { description: "Reads and writes of Output<T> files" });
const work = new aws.iam.RolePolicy("work", {
  role: task.name,
  policy: pulumi.all([bucket.arn, queue.arn]).apply(([files, jobs]) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:*Object", Resource: `${files}/*` },
        { Effect: "Allow", Action: "sqs:*", Resource: jobs },
      ],
    }),
  ),
});
const worker = taskDefinition(
  "worker",
  [
    {
      environment: [
        { name: "BUCKET", value: bucket.bucket },
        { name: "JOBS", value: pulumi.concat("sqs:", queue.url) },
      ],
    },
  ],
  { taskRoleArn: task.arn },
);
service("worker", { taskDefinition: worker.arn }, { dependsOn: [work] });
