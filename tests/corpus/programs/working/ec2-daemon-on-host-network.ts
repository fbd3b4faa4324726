import * as aws from "@pulumi/aws";
import { elsewhere } from "../../parts";

const agent = new aws.ecs.TaskDefinition("agent", {
  family: "node-agent",
  networkMode: "host",
  pidMode: "host",
  requiresCompatibilities: ["EC2"],
  volumes: [
    { name: "docker", hostPath: "/var/run/docker.sock" },
    { name: "proc", hostPath: "/proc" },
  ],
  containerDefinitions: JSON.stringify([
    {
      name: "agent",
      image: "public.ecr.aws/datadog/agent:7",
      cpu: 100,
      memoryReservation: 256,
      essential: true,
      portMappings: [{ containerPort: 8125, hostPort: 8125, protocol: "udp" }],
      mountPoints: [
        { sourceVolume: "docker", containerPath: "/var/run/docker.sock", readOnly: true },
        { sourceVolume: "proc", containerPath: "/host/proc", readOnly: true },
      ],
    },
  ]),
});
new aws.ecs.Service("agent", {
  cluster: elsewhere.cluster,
  taskDefinition: agent.arn,
  launchType: "EC2",
  schedulingStrategy: "DAEMON",
  deploymentMinimumHealthyPercent: 0,
  deploymentMaximumPercent: 100,
});
