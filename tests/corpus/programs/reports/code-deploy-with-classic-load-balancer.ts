import * as aws from "@pulumi/aws";
import { elsewhere, image } from "../../parts";

const port = 8080;
const definition = new aws.ecs.TaskDefinition("dummy", {
  family: "dummy",
  containerDefinitions: JSON.stringify([
    {
      name: "application",
      image,
      memoryReservation: 128,
      portMappings: [{ containerPort: port, hostPort: port }],
    },
  ]),
});
new aws.ecs.Service(
  "application",
  {
    cluster: elsewhere.cluster,
    taskDefinition: definition.arn,
    launchType: "EC2",
    desiredCount: 2,
    loadBalancers: [{ elbName: "prod-edge-elb", containerName: "application", containerPort: port }],
    deploymentController: { type: "CODE_DEPLOY" },
    orderedPlacementStrategies: [
      { type: "spread", field: "attribute:ecs.availability-zone" },
      { type: "spread", field: "instanceId" },
    ],
  },
  { ignoreChanges: ["taskDefinition"] },
);
