/** The exporter is scraped from outside of the stack; no client of the stack calls it. */
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, service, taskDefinition } from "../../parts";

const connect = { enabled: true, namespace: elsewhere.namespace };
const server = (name: string, port: number) => {
  const task = taskDefinition(name, [{ portMappings: [{ name: "main", containerPort: port }] }]);
  const services = [{ portName: "main", discoveryName: name, clientAlias: [{ dnsName: name, port }] }];
  return service(name, { taskDefinition: task.arn, serviceConnectConfiguration: { ...connect, services } });
};
const users = server("users", 8080);
if (new pulumi.Config().get("variant") === "changed") server("exporter", 9100);
const web = taskDefinition("web", [{ environment: [{ name: "USERS_URL", value: "http://users:8080" }] }]);
service("web", { taskDefinition: web.arn, serviceConnectConfiguration: connect }, { dependsOn: [users] });
