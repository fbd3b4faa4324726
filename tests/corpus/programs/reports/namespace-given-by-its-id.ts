import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.PrivateDnsNamespace("default", {
  name: "default.core-infra.local",
  vpc: elsewhere.vpc,
});
const container = { name: "server", portMappings: [{ name: "server-3000", containerPort: 3000 }] };
const definition = taskDefinition("server", [container], { executionRoleArn: executionRole("server").arn });
service("server", {
  taskDefinition: definition.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.id,
    services: [{ portName: "server-3000", clientAlias: [{ dnsName: "server", port: 3000 }] }],
  },
});
