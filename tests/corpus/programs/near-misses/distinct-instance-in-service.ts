import * as aws from "@pulumi/aws";
import { elsewhere, image } from "../../parts";

const definition = new aws.ecs.TaskDefinition("placed", {
  family: "placed",
  networkMode: "bridge",
  requiresCompatibilities: ["EC2"],
  containerDefinitions: JSON.stringify([{ name: "web", image, memory: 256, essential: true }]),
});
new aws.ecs.Service("placed", {
  cluster: elsewhere.cluster,
  launchType: "EC2",
  taskDefinition: definition.arn,
  desiredCount: 2,
  orderedPlacementStrategies: [{ type: "binpack", field: "memory" }],
  placementConstraints: [{ type: "distinctInstance" }],
});
