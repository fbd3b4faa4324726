import * as aws from "@pulumi/aws";
import { managedExecutionPolicy, service, taskDefinition, trustOf } from "../../parts";

const exec = new aws.iam.Role("exec", {
  assumeRolePolicy: trustOf("ecs.amazonaws.com"),
  managedPolicyArns: [managedExecutionPolicy],
});
const web = taskDefinition("web", [{}], { executionRoleArn: exec.arn });
service("web", { taskDefinition: web.arn });
