import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { elsewhere, image, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const open = new aws.ec2.SecurityGroup("shop", {
  vpcId: elsewhere.vpc,
  ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, self: true }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});

function member(name: string, calls: string[], after: pulumi.Resource[], isServer = true) {
  const definition = taskDefinition(name, [
    {
      image,
      portMappings: [{ name: "http", containerPort: 8080 }],
      environment: calls.map((callee) => ({
        name: `${callee.toUpperCase()}_URL`,
        value: `http://${callee}.shop:8080`,
      })),
    },
  ]);
  const alias = { dnsName: `${name}.shop`, port: 8080 };
  return service(
    name,
    {
      taskDefinition: definition.arn,
      networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [open.id] },
      serviceConnectConfiguration: {
        enabled: true,
        namespace: namespace.arn,
        services: isServer ? [{ portName: "http", discoveryName: name, clientAlias: [alias] }] : [],
      },
      waitForSteadyState: isServer,
    },
    { dependsOn: after },
  );
}

const stock = member("stock", [], []);
const orders = member("orders", ["stock"], [stock]);
member("storefront", ["orders", "stock"], [orders, stock], false);
