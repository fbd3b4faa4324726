import * as aws from "@pulumi/aws";
import { image, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("apps", { name: "apps" });
const cluster = new aws.ecs.Cluster("apps", { serviceConnectDefaults: { namespace: namespace.arn } });

const api = service("api", {
  cluster: cluster.id,
  taskDefinition: taskDefinition("api", [
    { image, portMappings: [{ name: "api", containerPort: 9000, appProtocol: "http" }] },
  ]).arn,
  serviceConnectConfiguration: {
    enabled: true,
    services: [{ portName: "api", clientAlias: [{ port: 9000, dnsName: "api" }] }],
  },
});
service(
  "web",
  {
    cluster: cluster.id,
    taskDefinition: taskDefinition("web", [{ environment: [{ name: "API", value: "http://api:9000" }] }]).arn,
    serviceConnectConfiguration: { enabled: true },
  },
  { dependsOn: api },
);
