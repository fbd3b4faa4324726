import * as aws from "@pulumi/aws";
import { executionRole, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("test", { name: "test.demo" });
const executionRoleArn = executionRole("demo").arn;

function backend(name: string, port: number) {
  const container = { name, portMappings: [{ name: "target", containerPort: port }] };
  return service(name, {
    taskDefinition: taskDefinition(name, [container], { executionRoleArn }).arn,
    serviceConnectConfiguration: {
      enabled: true,
      namespace: namespace.arn,
      services: [{ portName: "target", discoveryName: "backend-sc", clientAlias: [{ dnsName: name, port }] }],
    },
  });
}
backend("orders", 8080);
backend("invoices", 8081);
