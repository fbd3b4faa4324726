/** A server calls another one by the alias that ECS makes of discovery name and namespace. */
import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("bank", { name: "bank" });
const servers: Record<string, { name: string; value: string }[]> = {
  ledger: [],
  transfers: [{ name: "LEDGER_URL", value: "http://ledger.bank:7000" }],
};
for (const [name, environment] of Object.entries(servers)) {
  const task = taskDefinition(name, [{ portMappings: [{ name: "http", containerPort: 7000 }], environment }]);
  service(name, {
    taskDefinition: task.arn,
    serviceConnectConfiguration: {
      enabled: true,
      namespace: namespace.arn,
      services: [{ portName: "http", discoveryName: name, clientAlias: [{ port: 7000 }] }],
    },
  });
}
