import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

const fourteenDays = 14 * 24 * 60 * 60;

/** Makes a queue for what failed, which is kept as long as SQS can keep it. */
export function makeDeadLetters(
  name: string,
  args: Pick<aws.sqs.QueueArgs, "fifoQueue" | "tags">,
  parent: pulumi.Resource,
): aws.sqs.Queue {
  return new aws.sqs.Queue(
    name,
    { messageRetentionSeconds: fourteenDays, sqsManagedSseEnabled: true, ...args },
    { parent },
  );
}
