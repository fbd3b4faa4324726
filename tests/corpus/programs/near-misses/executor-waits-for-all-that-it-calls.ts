import * as aws from "@pulumi/aws";
import { executionRole, Group, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("agents", { name: "agents" });
const executionRoleArn = executionRole("agents").arn;
const servers = new Group("servers", (parent) => {
  for (const [name, port] of Object.entries({ api: 8000, "model-proxy": 4000 }))
    service(
      name,
      {
        taskDefinition: taskDefinition(
          name,
          [{ name, portMappings: [{ name: "http", containerPort: port }] }],
          { executionRoleArn },
          { parent },
        ).arn,
        serviceConnectConfiguration: {
          enabled: true,
          namespace: namespace.arn,
          services: [{ portName: "http", discoveryName: name, clientAlias: [{ dnsName: name, port }] }],
        },
      },
      { parent },
    );
});
const command = ["executor", "--api", "http://api:8000", "--model-proxy", "http://model-proxy:4000"];
service(
  "agent-executor",
  {
    taskDefinition: taskDefinition("agent-executor", [{ command }], { executionRoleArn }).arn,
    serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
  },
  { dependsOn: servers },
);
