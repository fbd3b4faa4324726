import { elsewhere, service, taskDefinition } from "../../parts";

const agent = taskDefinition(
  "agent",
  [{ memory: 512, portMappings: [{ containerPort: 8126, hostPort: 8126 }] }],
  {
    requiresCompatibilities: ["EC2"],
    networkMode: "bridge",
  },
);
service("agent", {
  taskDefinition: agent.arn,
  launchType: "EC2",
  schedulingStrategy: "DAEMON",
  desiredCount: undefined,
  networkConfiguration: { subnets: elsewhere.subnets },
});
