import * as aws from "@pulumi/aws";
import { executionRole, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.PrivateDnsNamespace("agents", {
  name: "agents.local",
  vpc: "vpc-0a1b2c3d4e5f60718",
});
const executionRoleArn = executionRole("agents").arn;
const server = (name: string, port: number) =>
  service(`${name}-service`, {
    taskDefinition: taskDefinition(name, [{ name, portMappings: [{ name: "http", containerPort: port }] }], {
      executionRoleArn,
    }).arn,
    serviceConnectConfiguration: {
      enabled: true,
      namespace: namespace.arn,
      services: [
        {
          portName: "http",
          discoveryName: `${name}-service`,
          clientAlias: [{ dnsName: `${name}-service`, port }],
        },
      ],
    },
  });
const api = server("api", 8000);
server("model-proxy", 4000);

const executor = taskDefinition(
  "agent-executor",
  [
    {
      name: "agent-executor",
      environment: [
        { name: "API_URL", value: "http://api-service:8000" },
        { name: "MODEL_PROXY_URL", value: "http://model-proxy-service:4000" },
      ],
    },
  ],
  { executionRoleArn, cpu: "1024", memory: "4096" },
);
service(
  "agent-executor",
  {
    taskDefinition: executor.arn,
    serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
  },
  { dependsOn: [api] },
);
