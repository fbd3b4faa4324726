import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, service } from "../../parts";

interface BindMount {
  name: string;
  hostPath: string;
}
const mounts: BindMount[] = [{ name: "service-storage", hostPath: "/var/logs" }];

const definition = new aws.ecs.TaskDefinition("mysql", {
  family: "mysql",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "1024",
  memory: "2048",
  runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "X86_64" },
  executionRoleArn: executionRole("mysql").arn,
  volumes: mounts,
  containerDefinitions: pulumi.jsonStringify([
    {
      name: "mysql",
      image: "public.ecr.aws/docker/library/mysql:8.4",
      mountPoints: mounts.map(({ name }) => ({ sourceVolume: name, containerPath: "/var/log/mysql" })),
    },
  ]),
});
service("mysql", { taskDefinition: definition.arn });
