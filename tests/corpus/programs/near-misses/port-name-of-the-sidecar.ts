/** The port that is named is that of a proxy beside the application. */
import { elsewhere, service, taskDefinition } from "../../parts";

const ledger = taskDefinition("ledger", [
  { name: "app", environment: [{ name: "LISTEN", value: "127.0.0.1:9000" }] },
  {
    name: "envoy",
    image: "public.ecr.aws/docker/library/haproxy:3.0",
    portMappings: [{ containerPort: 8443 }, { name: "tls", containerPort: 8444, protocol: "tcp" }],
  },
]);
service("ledger", {
  taskDefinition: ledger.arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: elsewhere.namespace,
    services: [{ portName: "tls", clientAlias: [{ dnsName: "ledger", port: 443 }] }],
  },
});
