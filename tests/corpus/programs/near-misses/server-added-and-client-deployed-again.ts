import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const names = new pulumi.Config().get("variant") === "changed" ? ["orders", "reviews"] : ["orders"];
const servers: pulumi.Resource[] = names.map((name) =>
  service(name, {
    taskDefinition: taskDefinition(name, [{ portMappings: [{ name: "http", containerPort: 8080 }] }]).arn,
    serviceConnectConfiguration: {
      enabled: true,
      namespace: namespace.arn,
      services: [{ portName: "http", discoveryName: name, clientAlias: [{ dnsName: name, port: 8080 }] }],
    },
  }),
);
service(
  "storefront",
  {
    taskDefinition: taskDefinition("storefront", [
      {
        environment: names.map((name) => ({
          name: `${name.toUpperCase()}_URL`,
          value: `http://${name}:8080`,
        })),
      },
    ]).arn,
    serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
  },
  { dependsOn: servers },
);
