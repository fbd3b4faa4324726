import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Group, variant } from "../programs";

const isCured = variant === "cured";
const image = "public.ecr.aws/docker/library/nginx:1.27";

function definition(
  name: string,
  args: Partial<aws.ecs.TaskDefinitionArgs>,
  container: object = {},
  options?: pulumi.ResourceOptions,
) {
  return new aws.ecs.TaskDefinition(
    name,
    {
      family: name,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: JSON.stringify([{ name: "app", image, ...container }]),
      ...args,
    },
    options,
  );
}

definition("in-words", { cpu: "0.25 vCPU", memory: "0.5 GB" });
definition("size", { memory: isCured ? "2048" : "4096" });
definition("memory", {
  requiresCompatibilities: ["EC2"],
  networkMode: "bridge",
  memory: isCured ? "512" : undefined,
});
definition("ports", {}, { portMappings: [{ containerPort: 8080, hostPort: isCured ? 8080 : 80 }] });
definition("twice", {
  containerDefinitions: JSON.stringify([
    { name: "app", image },
    { name: isCured ? "proxy" : "app", image },
  ]),
});
definition(
  "mount",
  { volumes: isCured ? [{ name: "data" }] : [] },
  { mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] },
);
new Group("group", (parent) =>
  definition("inside", { networkMode: isCured ? "awsvpc" : "bridge" }, {}, { parent }),
);

// Its containers are known once the queue is there.
const queue = new aws.sqs.Queue("jobs");
definition("late", {
  containerDefinitions: pulumi.jsonStringify([
    {
      name: "app",
      image,
      environment: [{ name: "QUEUE", value: queue.url }],
      dependsOn: [{ containerName: isCured ? "proxy" : "gone", condition: "START" }],
    },
    { name: "proxy", image },
  ]),
});
