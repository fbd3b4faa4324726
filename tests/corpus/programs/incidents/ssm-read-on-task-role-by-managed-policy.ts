import * as aws from "@pulumi/aws";
import { managedExecutionPolicy, role, service, taskDefinition } from "../../parts";

const task = role("inventory-task");
const execution = role("inventory-execution");
const attachments = [
  new aws.iam.RolePolicyAttachment("inventory-dynamodb", {
    role: task,
    policyArn: "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess",
  }),
  new aws.iam.RolePolicyAttachment("inventory-ssm", {
    role: task,
    policyArn: "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess",
  }),
  new aws.iam.RolePolicyAttachment("inventory-execution", {
    role: execution,
    policyArn: managedExecutionPolicy,
  }),
];
const definition = taskDefinition(
  "inventory",
  [{ secrets: [{ name: "TABLE_KEY", valueFrom: "/inventory/table-key" }] }],
  { taskRoleArn: task.arn, executionRoleArn: execution.arn },
);
service("inventory", { taskDefinition: definition.arn }, { dependsOn: attachments });
