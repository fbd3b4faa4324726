import * as aws from "@pulumi/aws";
import { Group, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.PrivateDnsNamespace("internal", {
  name: "internal",
  vpc: "vpc-0a1b2c3d4e5f60718",
});
const portMappings = [{ name: "api", containerPort: 3000 }];

new Group("backend", (parent) => {
  service(
    "accounts",
    {
      taskDefinition: taskDefinition("accounts", [{ portMappings }], {}, { parent }).arn,
      serviceConnectConfiguration: {
        enabled: true,
        namespace: namespace.arn,
        services: [{ portName: "api", clientAlias: [{ dnsName: "accounts", port: 3000 }] }],
      },
    },
    { parent },
  );
});
new Group("frontend", (parent) => {
  const environment = [{ name: "ACCOUNTS_URL", value: "http://accounts:3000" }];
  service(
    "portal",
    {
      taskDefinition: taskDefinition("portal", [{ environment }], {}, { parent }).arn,
      serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
    },
    { parent },
  );
});
