import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("tracker", { name: "tracker" });
const server = (name: string, port: number) =>
  service(name, {
    taskDefinition: taskDefinition(name, [{ portMappings: [{ name: "http", containerPort: port }] }]).arn,
    serviceConnectConfiguration: {
      enabled: true,
      namespace: namespace.arn,
      services: [{ portName: "http", discoveryName: name, clientAlias: [{ dnsName: name, port }] }],
    },
  });
const servers = [server("api", 8000), server("ui", 3000)];

const caddyfile = `:80 {
  handle_path /api/* {
    reverse_proxy http://api:8000
  }
  reverse_proxy http://ui:3000
}
`;
const caddy = taskDefinition("caddy", [
  {
    image: "public.ecr.aws/docker/library/caddy:2",
    command: [
      "/bin/sh",
      "-c",
      `cat > /tmp/Caddyfile <<'EOF'\n${caddyfile}EOF\nexec caddy run --config /tmp/Caddyfile`,
    ],
    portMappings: [{ containerPort: 80 }],
  },
]);
service(
  "caddy",
  {
    taskDefinition: caddy.arn,
    serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
  },
  { dependsOn: servers },
);
