import * as aws from "@pulumi/aws";
import { executionRole, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("apps", { name: "apps" });
const executionRoleArn = executionRole("apps").arn;
const calls: Record<string, string[]> = { "service-a": [], "service-b": ["http://service-a:3000"] };

for (const [name, urls] of Object.entries(calls)) {
  const environment = urls.map((value, index) => ({ name: `UPSTREAM_${index}`, value }));
  const container = { name, environment, portMappings: [{ name: "web", containerPort: 3000 }] };
  service(name, {
    taskDefinition: taskDefinition(name, [container], { executionRoleArn }).arn,
    serviceConnectConfiguration: {
      enabled: true,
      namespace: namespace.arn,
      services: [{ portName: "web", discoveryName: name, clientAlias: [{ dnsName: name, port: 3000 }] }],
    },
  });
}
