/** Clients whose servers another stack deploys, and one whose server is here after all. */
import * as aws from "@pulumi/aws";
import { client, server, service, taskDefinition } from "../programs";

const shared = "arn:aws:servicediscovery:eu-central-1:210987654321:namespace/ns-0123456789abcdef";
const own = new aws.servicediscovery.HttpNamespace("own", { name: "own.local" });

service("by-name", { serviceConnectConfiguration: client("market.local") });
service("by-arn", { serviceConnectConfiguration: client(shared) });
service("by-cluster", { cluster: "platform", serviceConnectConfiguration: client() });
service("by-resource", { serviceConnectConfiguration: client(own.arn) });
const { arn } = taskDefinition("by-host", {
  secrets: [],
  container: { environment: [{ name: "RATES", value: "http://rates.bank.local:8080" }] },
});
service("by-host", { taskDefinition: arn, serviceConnectConfiguration: client("bank.local") });

// Whoever else serves that namespace, this server is here.
const mixed = new aws.servicediscovery.HttpNamespace("mixed", { name: "mixed.local" });
service("users", { serviceConnectConfiguration: server("users.mixed.local", mixed.arn) });
service("mixed", { serviceConnectConfiguration: client(mixed.arn) });
