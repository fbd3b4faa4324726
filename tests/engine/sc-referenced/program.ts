/** One client names one of two servers in its environment. */
import * as aws from "@pulumi/aws";
import { client, server, service } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
service("users", { serviceConnectConfiguration: server("users.shop.local", namespace.arn) });
service("orders", { serviceConnectConfiguration: server("orders.shop.local", namespace.arn) });

const definition = new aws.ecs.TaskDefinition("storefront", {
  family: "storefront",
  memory: "512",
  containerDefinitions: JSON.stringify([
    {
      name: "app",
      image: "public.ecr.aws/docker/library/node:22-alpine",
      environment: [
        { name: "USERS", value: "http://users.shop.local:8080/v1" },
        { name: "NOT_ORDERS", value: "http://my-orders.shop.local.example.com" },
      ],
    },
  ]),
});
service("storefront", {
  taskDefinition: definition.arn,
  serviceConnectConfiguration: client(namespace.arn),
});
