import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { elsewhere, executionRole, service, taskDefinition } from "../../parts";

const ns = new aws.servicediscovery.HttpNamespace("mesh", { name: "mesh" });
const cluster = new aws.ecs.Cluster("mesh", { serviceConnectDefaults: { namespace: ns.arn } });
const executionRoleArn = executionRole("mesh").arn;

const entries: { name: string; port?: number; calls?: string[] }[] = [
  { name: "prices", port: 8000 },
  { name: "stock", port: 8001, calls: ["prices"] },
  { name: "web", calls: ["prices", "stock"] },
];

const made = new Map<string, pulumi.Resource>();
for (const { name, port, calls = [] } of entries) {
  const definition = taskDefinition(
    name,
    [
      {
        name,
        environment: calls.map((callee) => ({ name: callee.toUpperCase(), value: `http://${callee}` })),
        portMappings: port === undefined ? [] : [{ name, containerPort: port }],
      },
    ],
    { executionRoleArn },
  );
  const one = service(
    name,
    {
      cluster: cluster.id,
      taskDefinition: definition.arn,
      networkConfiguration: { subnets: elsewhere.subnets, assignPublicIp: true },
      serviceConnectConfiguration: {
        enabled: true,
        ...(port === undefined
          ? {}
          : { services: [{ portName: name, clientAlias: [{ dnsName: name, port: 80 }] }] }),
      },
    },
    { dependsOn: calls.flatMap((callee) => made.get(callee) ?? []) },
  );
  made.set(name, one);
}
