import * as aws from "@pulumi/aws";
import { executionRole, service, taskDefinition } from "../../parts";

// Once written for the instances of the cluster, and used for its tasks since.
const app = new aws.iam.Role("app", {
  assumeRolePolicy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: ["ec2.amazonaws.com", "ssm.amazonaws.com"] },
      },
    ],
  },
  managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
});
const web = taskDefinition("web", [{ cpu: 128, memory: 256 }], {
  requiresCompatibilities: ["EC2"],
  networkMode: "host",
  taskRoleArn: app.arn,
  executionRoleArn: executionRole("exec").arn,
});
service("web", { taskDefinition: web.arn, launchType: "EC2", networkConfiguration: undefined });
