/** Servers that call servers: a chain, a pair that call each other, and names that are no calls. */
import * as aws from "@pulumi/aws";
import { server, service, taskDefinition, variant } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });

/** A server whose container is told of others. */
function calling(name: string, container: object, callees: aws.ecs.Service[] = []): aws.ecs.Service {
  const portMappings = [{ name, containerPort: 8080 }];
  const { arn } = taskDefinition(name, { secrets: [], container: { portMappings, ...container } });
  const serviceConnectConfiguration = server(`${name}.shop.local`, namespace.arn);
  const dependsOn = variant === "" ? [] : callees;
  return service(name, { taskDefinition: arn, serviceConnectConfiguration }, { dependsOn });
}
const environment = (value: string) => ({ environment: [{ name: "CALLEE", value }] });

// A chain, each link by another kind of mention.
const ledger = calling("ledger", {});
const payments = calling("payments", environment("http://ledger.shop.local:8080/v1"), [ledger]);
const orders = calling("orders", { command: ["serve", "--payments", "payments.shop.local"] }, [payments]);
const probe = ["CMD-SHELL", "curl -f http://orders.shop.local:8080/ || exit 1"];
calling("cart", { healthCheck: { command: probe } }, [orders]);
// An alias that ECS makes of the port's name and the namespace's.
const rates = service("rates", {
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [{ portName: "rates", clientAlias: [{ port: 8080 }] }],
  },
});
calling("exchange", environment("rates.shop.local"), [rates]);

// They call each other: one can wait at most.
const buyers = calling("buyers", environment("http://sellers.shop.local"));
calling("sellers", environment("http://buyers.shop.local"), [buyers]);

// It names itself, a longer name and one of no server.
calling("search", environment("search.shop.local ledger.shop.local.example.com nobody.shop.local"));
