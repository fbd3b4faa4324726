/** Sizes as AWS's console writes them; the containers share exactly what there is. */
import * as aws from "@pulumi/aws";
import { image, service } from "../../parts";

const definition = new aws.ecs.TaskDefinition("api", {
  family: "api",
  requiresCompatibilities: ["EC2", "FARGATE"],
  networkMode: "awsvpc",
  cpu: ".5 vCPU",
  memory: "1 GB",
  containerDefinitions: JSON.stringify([
    {
      name: "api",
      image,
      cpu: 384,
      memory: 896,
      portMappings: [{ containerPort: 8080, hostPort: 8080 }],
      ulimits: [{ name: "nofile", softLimit: 65536, hardLimit: 65536 }],
    },
    {
      name: "metrics",
      image,
      cpu: 128,
      memory: 128,
      memoryReservation: 128,
      essential: false,
      privileged: false,
      portMappings: [{ containerPort: 9100 }],
    },
  ]),
});
service("api", { taskDefinition: definition.arn });
