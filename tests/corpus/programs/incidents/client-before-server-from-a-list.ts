import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, service, taskDefinition } from "../../parts";

const ns = new aws.servicediscovery.HttpNamespace("mesh", { name: "mesh" });
const cluster = new aws.ecs.Cluster("mesh", { serviceConnectDefaults: { namespace: ns.arn } });
const executionRoleArn = executionRole("mesh").arn;

interface Entry {
  port?: number;
  env?: Record<string, string>;
}
const entries: Record<string, Entry> = {
  web: { env: { PRICES: "http://prices:8000", STOCK: "http://stock:8001" } },
  prices: { port: 8000 },
  stock: { port: 8001 },
};

for (const [name, { port, env = {} }] of Object.entries(entries)) {
  const definition = taskDefinition(
    name,
    [
      {
        name,
        environment: Object.entries(env).map(([key, value]) => ({ name: key, value })),
        portMappings: port === undefined ? [] : [{ name, containerPort: port }],
      },
    ],
    { executionRoleArn },
  );
  service(name, {
    cluster: cluster.id,
    taskDefinition: definition.arn,
    networkConfiguration: { subnets: elsewhere.subnets, assignPublicIp: true },
    serviceConnectConfiguration: {
      enabled: true,
      ...(port === undefined
        ? {}
        : { services: [{ portName: name, clientAlias: [{ dnsName: name, port }] }] }),
    },
  });
}
