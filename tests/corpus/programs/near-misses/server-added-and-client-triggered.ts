/** The client's triggers hold the server's id: a new server deploys the client again. */
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, service, taskDefinition } from "../../parts";

const client = { enabled: true, namespace: elsewhere.namespace };
const server = (name: string) => {
  const task = taskDefinition(name, [{ portMappings: [{ name: "http", containerPort: 8080 }] }]);
  const services = [{ portName: "http", discoveryName: name, clientAlias: [{ dnsName: name, port: 8080 }] }];
  return service(name, { taskDefinition: task.arn, serviceConnectConfiguration: { ...client, services } });
};
const variant = new pulumi.Config().get("variant");
const servers = (variant === "changed" ? ["users", "reviews"] : ["users"]).map(server);
const webTask = taskDefinition("web", [
  { environment: [{ name: "UPSTREAMS", value: "http://users:8080,http://reviews:8080" }] },
]);
service("web", {
  taskDefinition: webTask.arn,
  serviceConnectConfiguration: client,
  forceNewDeployment: true,
  triggers: { servers: pulumi.all(servers.map(({ id }) => id)).apply((ids) => ids.join(" ")) },
});
