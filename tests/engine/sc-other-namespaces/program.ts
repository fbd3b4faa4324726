/** Servers that are none of the client's: another namespace, Region or nothing in common. */
import * as aws from "@pulumi/aws";
import { client, server, service } from "../programs";

const shop = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const billing = new aws.servicediscovery.PrivateDnsNamespace("billing", {
  name: "billing.local",
  vpc: "vpc-1",
});
const stockholm = new aws.Provider("stockholm", { region: "eu-north-1" });

const users = service("users", { serviceConnectConfiguration: server("users.shop.local", shop.arn) });
service("invoices", { serviceConnectConfiguration: server("invoices.billing.local", billing.arn) });
service(
  "prices",
  { serviceConnectConfiguration: server("prices.shared", "shared") },
  { provider: stockholm },
);
service("rates", { region: "eu-west-1", serviceConnectConfiguration: server("rates.shared", "shared") });
const rates = service("local-rates", { serviceConnectConfiguration: server("rates.shared", "shared") });

service("storefront", { serviceConnectConfiguration: client(shop.arn) }, { dependsOn: [users] });
service("desk", { serviceConnectConfiguration: client("shared") }, { dependsOn: [rates] });
