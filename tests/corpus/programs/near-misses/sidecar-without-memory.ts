/** The application says how much memory it needs, its sidecar does not, and neither does the task. */
import * as aws from "@pulumi/aws";
import { elsewhere, image } from "../../parts";

const app = new aws.ecs.TaskDefinition("app", {
  family: "app",
  requiresCompatibilities: ["EC2"],
  networkMode: "bridge",
  containerDefinitions: JSON.stringify([
    { name: "app", image, memoryReservation: 256, links: ["statsd"] },
    { name: "statsd", image: "public.ecr.aws/docker/library/telegraf:1.30", essential: false },
  ]),
});
new aws.ecs.Service("app", { cluster: elsewhere.cluster, taskDefinition: app.arn, desiredCount: 1 });
