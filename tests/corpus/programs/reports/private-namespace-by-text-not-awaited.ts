import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, Group, service, taskDefinition } from "../../parts";

const domain = new pulumi.Config().get("domain") ?? "shop.internal";
new Group("network", (parent) => {
  new aws.servicediscovery.PrivateDnsNamespace("internal", { name: domain, vpc: elsewhere.vpc }, { parent });
});
new Group("application", (parent) => {
  const definition = taskDefinition(
    "api",
    [{ portMappings: [{ name: "api", containerPort: 3000 }] }],
    {},
    { parent },
  );
  service(
    "api",
    {
      taskDefinition: definition.arn,
      serviceConnectConfiguration: {
        enabled: true,
        namespace: domain,
        services: [{ portName: "api", clientAlias: [{ dnsName: "api", port: 80 }] }],
      },
    },
    { parent },
  );
});
