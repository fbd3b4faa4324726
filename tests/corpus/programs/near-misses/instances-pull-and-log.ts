/** On instances the instance's role pulls the image and writes the log. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, region } from "../../parts";

const repository = `${account}.dkr.ecr.${region}.amazonaws.com/legacy`;
const group = new aws.cloudwatch.LogGroup("legacy", { name: "legacy" });
const legacy = new aws.ecs.TaskDefinition("legacy", {
  family: "legacy",
  requiresCompatibilities: ["EC2"],
  containerDefinitions: pulumi.jsonStringify([
    {
      name: "legacy",
      image: `${repository}:7`,
      memory: 512,
      portMappings: [{ containerPort: 8080, hostPort: 0 }],
      logConfiguration: {
        logDriver: "awslogs",
        options: { "awslogs-group": group.name, "awslogs-region": region },
      },
    },
  ]),
});
new aws.ecs.Service("legacy", { cluster: "legacy-instances", taskDefinition: legacy.arn, desiredCount: 2 });
