import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

for (const color of ["blue", "green"]) {
  const namespace = new aws.servicediscovery.HttpNamespace(color, { name: color });
  const catalog = service(`${color}-catalog`, {
    taskDefinition: taskDefinition(`${color}-catalog`, [
      { portMappings: [{ name: "http", containerPort: 8080 }] },
    ]).arn,
    serviceConnectConfiguration: {
      enabled: true,
      namespace: namespace.arn,
      services: [
        { portName: "http", discoveryName: "catalog", clientAlias: [{ dnsName: "catalog", port: 80 }] },
      ],
    },
  });
  service(
    `${color}-shop`,
    {
      taskDefinition: taskDefinition(`${color}-shop`, [
        { environment: [{ name: "CATALOG", value: "http://catalog" }] },
      ]).arn,
      serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
    },
    { dependsOn: [catalog] },
  );
}
