import * as aws from "@pulumi/aws";
import { Group, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
new Group("orders", (parent) => {
  const definition = taskDefinition(
    "orders",
    [{ name: "orders", portMappings: [{ name: "orders", containerPort: 8080, appProtocol: "http" }] }],
    {},
    { parent },
  );
  service(
    "orders",
    {
      taskDefinition: definition.arn,
      serviceConnectConfiguration: {
        enabled: true,
        namespace: namespace.arn,
        services: [
          {
            portName: "orders-8080-tcp",
            discoveryName: "orders",
            clientAlias: [{ dnsName: "orders", port: 80 }],
          },
        ],
      },
    },
    { parent },
  );
});
