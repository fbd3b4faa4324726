/** The batch job is in Service Connect for its metrics, and calls the API by its load balancer. */
import { account, elsewhere, region, service, taskDefinition } from "../../parts";

const targetGroup = `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/api/0a1b2c3d4e5f6071`;
const api = taskDefinition("api", [{ portMappings: [{ name: "http", containerPort: 8080 }] }]);
service("api", {
  taskDefinition: api.arn,
  loadBalancers: [{ targetGroupArn: targetGroup, containerName: "app", containerPort: 8080 }],
  serviceConnectConfiguration: {
    enabled: true,
    namespace: elsewhere.namespace,
    services: [{ portName: "http", clientAlias: [{ dnsName: "api", port: 8080 }] }],
  },
});
const batch = taskDefinition("batch", [
  { environment: [{ name: "API_URL", value: "https://api.internal.example.com" }] },
]);
service("batch", {
  taskDefinition: batch.arn,
  serviceConnectConfiguration: { enabled: true, namespace: elsewhere.namespace },
});
