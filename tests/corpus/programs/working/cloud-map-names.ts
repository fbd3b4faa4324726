import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, image, logsTo, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.PrivateDnsNamespace("local", {
  name: "local",
  vpc: elsewhere.vpc,
});
const execution = executionRole("discovered");
const logs = new aws.cloudwatch.LogGroup("discovered");

for (const [name, type] of [
  ["prices", "A"],
  ["rates", "SRV"],
] as const) {
  const registry = new aws.servicediscovery.Service(name, {
    name,
    dnsConfig: { namespaceId: namespace.id, dnsRecords: [{ type, ttl: 10 }] },
  });
  const definition = taskDefinition(
    name,
    [{ name, image, portMappings: [{ containerPort: 8080 }], logConfiguration: logsTo(logs.name) }],
    { executionRoleArn: execution.arn },
  );
  service(name, {
    taskDefinition: definition.arn,
    serviceRegistries: { registryArn: registry.arn, ...(type === "SRV" && { port: 8080 }) },
  });
}
