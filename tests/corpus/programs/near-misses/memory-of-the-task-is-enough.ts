/** On instances either the task or each container says how much memory it needs; one of them suffices. */
import * as aws from "@pulumi/aws";
import { elsewhere, image } from "../../parts";

const shared = new aws.ecs.TaskDefinition("shared", {
  family: "shared",
  memory: "1024",
  containerDefinitions: JSON.stringify([
    { name: "app", image },
    { name: "sidecar", image, essential: false, memoryReservation: 64 },
  ]),
});
const apart = new aws.ecs.TaskDefinition("apart", {
  family: "apart",
  requiresCompatibilities: ["EC2"],
  networkMode: "bridge",
  containerDefinitions: JSON.stringify([
    { name: "app", image, memory: 512, memoryReservation: 256 },
    { name: "sidecar", image, essential: false, memoryReservation: 64 },
  ]),
});
for (const [name, { arn }] of Object.entries({ shared, apart }))
  new aws.ecs.Service(name, { cluster: elsewhere.cluster, taskDefinition: arn, desiredCount: 1 });
