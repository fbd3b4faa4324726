import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const server = (name: string) =>
  service(name, {
    taskDefinition: taskDefinition(name, [{ portMappings: [{ name: "http", containerPort: 8080 }] }]).arn,
    serviceConnectConfiguration: {
      enabled: true,
      namespace: namespace.arn,
      services: [{ portName: "http", discoveryName: name, clientAlias: [{ dnsName: name, port: 8080 }] }],
    },
  });

const servers: pulumi.Resource[] = [server("orders")];
if (new pulumi.Config().get("variant") === "changed") servers.push(server("reviews"));
// It asks the reviews for their health, and shows them once they answer.
service(
  "storefront",
  {
    taskDefinition: taskDefinition("storefront", [
      {
        environment: [
          { name: "ORDERS_URL", value: "http://orders:8080" },
          { name: "REVIEWS_URL", value: "http://reviews:8080" },
        ],
      },
    ]).arn,
    serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
  },
  { dependsOn: servers },
);
