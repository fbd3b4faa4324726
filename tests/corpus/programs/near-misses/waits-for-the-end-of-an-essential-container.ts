/** The migration has no `essential`, which makes it essential: its end is that of the task. */
import * as aws from "@pulumi/aws";
import { image, service } from "../../parts";

const containers = [
  { name: "app", image, dependsOn: [{ containerName: "migrate", condition: "SUCCESS" }] },
  { name: "migrate", image, command: ["./migrate"] },
];
const shop = new aws.ecs.TaskDefinition("shop", {
  family: "shop",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  containerDefinitions: JSON.stringify(containers),
});
service("shop", { taskDefinition: shop.arn });
