import * as aws from "@pulumi/aws";
import { elsewhere, image, role } from "../../parts";

const task = role("mesh-task");
const definition = new aws.ecs.TaskDefinition("mesh", {
  family: "mesh",
  networkMode: "awsvpc",
  taskRoleArn: task.arn,
  containerDefinitions: JSON.stringify([{ name: "app", image, memory: 512, essential: true }]),
});
new aws.ecs.Service("mesh", {
  cluster: elsewhere.cluster,
  desiredCount: 1,
  taskDefinition: definition.arn,
  capacityProviderStrategies: [{ capacityProvider: "shared-instances", base: 0, weight: 1 }],
  networkConfiguration: {
    subnets: elsewhere.subnets,
    assignPublicIp: true,
    securityGroups: [elsewhere.securityGroup],
  },
});
