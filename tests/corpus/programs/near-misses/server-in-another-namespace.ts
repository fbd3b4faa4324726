/** Two products in one program, each with a namespace of its own. */
import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

const shop = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const billing = new aws.servicediscovery.HttpNamespace("billing", { name: "billing" });
const invoices = taskDefinition("invoices", [{ portMappings: [{ name: "http", containerPort: 9000 }] }]);
service("invoices", {
  taskDefinition: invoices.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: billing.arn,
    services: [{ portName: "http", clientAlias: [{ dnsName: "invoices", port: 9000 }] }],
  },
});
const web = taskDefinition("web", [{ environment: [{ name: "INVOICES_TOPIC", value: "billing-invoices" }] }]);
service("web", {
  taskDefinition: web.arn,
  serviceConnectConfiguration: { enabled: true, namespace: shop.arn },
});
