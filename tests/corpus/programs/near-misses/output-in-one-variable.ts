/** All but one of the variables are right; the address of the queue is an Output in a template. */
import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

const queue = new aws.sqs.Queue("jobs", {});
const settings: Record<string, string> = { STAGE: "prod", JOBS: `sqs+${queue.url}`, LOG_LEVEL: "info" };
const worker = taskDefinition("worker", [
  { environment: Object.entries(settings).map(([name, value]) => ({ name, value })) },
]);
service("worker", { taskDefinition: worker.arn });
