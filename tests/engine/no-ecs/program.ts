/** A stack that has nothing to do with ECS. */
import * as aws from "@pulumi/aws";

const queue = new aws.sqs.Queue("queue");
export const url = queue.url;
