import * as aws from "@pulumi/aws";
import { managedExecutionPolicy, role, service, taskDefinition } from "../../parts";

const task = role("inventory-task");
const execution = role("inventory-execution");
const attach = (name: string, to: aws.iam.Role, policyArn: string) =>
  new aws.iam.RolePolicyAttachment(name, { role: to.name, policyArn });
const attachments = [
  attach("inventory-dynamodb", task, "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"),
  attach("inventory-ssm", execution, "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"),
  attach("inventory-execution", execution, managedExecutionPolicy),
];
const definition = taskDefinition(
  "inventory",
  [{ secrets: [{ name: "TABLE_KEY", valueFrom: "/inventory/table-key" }] }],
  { taskRoleArn: task.arn, executionRoleArn: execution.arn },
);
service("inventory", { taskDefinition: definition.arn }, { dependsOn: attachments });
