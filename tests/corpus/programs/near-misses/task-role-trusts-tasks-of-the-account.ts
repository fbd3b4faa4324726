import * as aws from "@pulumi/aws";
import { account, managedExecutionPolicy, region, service, taskDefinition } from "../../parts";

const assumeRolePolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: `arn:aws:iam::${account}:root` } },
    {
      Effect: "Allow",
      Action: ["sts:AssumeRole"],
      Principal: { Service: ["events.amazonaws.com", "ecs-tasks.amazonaws.com"] },
      Condition: {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": `arn:aws:ecs:${region}:${account}:*` },
      },
    },
  ],
});
const shared = new aws.iam.Role("shared", { assumeRolePolicy, managedPolicyArns: [managedExecutionPolicy] });
const web = taskDefinition("web", [{}], { taskRoleArn: shared.arn, executionRoleArn: shared.arn });
service("web", { taskDefinition: web.arn });
