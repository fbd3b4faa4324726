/** Blue and green halves with the same names, each in its own namespace. */
import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

for (const color of ["blue", "green"]) {
  const namespace = new aws.servicediscovery.HttpNamespace(color, { name: `shop-${color}` });
  const task = taskDefinition(`api-${color}`, [{ portMappings: [{ name: "http", containerPort: 8080 }] }]);
  const api = service(`api-${color}`, {
    taskDefinition: task.arn,
    serviceConnectConfiguration: {
      enabled: true,
      namespace: namespace.arn,
      services: [{ portName: "http", discoveryName: "api", clientAlias: [{ dnsName: "api", port: 80 }] }],
    },
  });
  const web = taskDefinition(`web-${color}`, [{ environment: [{ name: "API", value: "http://api" }] }]);
  service(
    `web-${color}`,
    { taskDefinition: web.arn, serviceConnectConfiguration: { enabled: true, namespace: namespace.arn } },
    { dependsOn: [api] },
  );
}
