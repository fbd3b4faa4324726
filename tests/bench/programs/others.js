/** Functions with their roles, queues, tables and buckets: what most stacks of an organisation are made of. */
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const perFunction = 8;

/** @param {number} size */
function othersProgram(size) {
  const key = new aws.kms.Key("key", { description: "bench" });
  for (let at = 0; at < Math.round((size - 3) / perFunction); at++) makeFunction(`function-${at}`, key);
}

/**
 * @param {string} name
 * @param {aws.kms.Key} key
 */
function makeFunction(name, key) {
  const role = new aws.iam.Role(name, {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
  });
  const bucket = new aws.s3.Bucket(name, { tags: { function: name } });
  const queue = new aws.sqs.Queue(name, { kmsMasterKeyId: key.id, visibilityTimeoutSeconds: 60 });
  const table = new aws.dynamodb.Table(name, {
    attributes: [{ name: "id", type: "S" }],
    hashKey: "id",
    billingMode: "PAY_PER_REQUEST",
  });
  new aws.cloudwatch.LogGroup(name, { name: `/aws/lambda/${name}`, retentionInDays: 14 });
  new aws.iam.RolePolicy(name, {
    role: role.name,
    policy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:GetObject", Resource: pulumi.interpolate`${bucket.arn}/*` },
        { Effect: "Allow", Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage"], Resource: queue.arn },
        { Effect: "Allow", Action: "dynamodb:*Item", Resource: table.arn },
      ],
    }),
  });
  const code = new aws.lambda.Function(name, {
    name,
    role: role.arn,
    runtime: "nodejs22.x",
    handler: "index.handler",
    s3Bucket: "bench-code",
    s3Key: `${name}.zip`,
    environment: { variables: { BUCKET: bucket.bucket, QUEUE: queue.url, TABLE: table.name } },
  });
  new aws.lambda.EventSourceMapping(name, { functionName: code.arn, eventSourceArn: queue.arn });
}

module.exports = { othersProgram };
