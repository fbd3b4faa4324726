/** JSON.stringify over an ARN that is an Output, inside of a helper. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { role, service, taskDefinition } from "../../parts";

const statement = (actions: string[], resources: pulumi.Input<string>[]) => ({
  Effect: "Allow",
  Action: actions,
  Resource: resources,
});
const document = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const table = new aws.dynamodb.Table("carts", {
  billingMode: "PAY_PER_REQUEST",
  hashKey: "id",
  attributes: [{ name: "id", type: "S" }],
});
const task = role("task");
const carts = new aws.iam.RolePolicy("carts", {
  role: task.name,
  policy: document(statement(["dynamodb:GetItem", "dynamodb:PutItem"], [table.arn])),
});
const cart = taskDefinition("cart", [{ environment: [{ name: "TABLE", value: table.name }] }], {
  taskRoleArn: task.arn,
});
service("cart", { taskDefinition: cart.arn }, { dependsOn: [carts] });
