import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const stockholm = new aws.Provider("stockholm", { region: "eu-north-1" });
const users = taskDefinition(
  "users",
  [{ portMappings: [{ name: "http", containerPort: 8080 }] }],
  {},
  { provider: stockholm },
);
service(
  "users",
  {
    cluster: "shared",
    taskDefinition: users.arn,
    serviceConnectConfiguration: {
      enabled: true,
      namespace: elsewhere.namespace,
      services: [{ portName: "http", clientAlias: [{ dnsName: "users", port: 80 }] }],
    },
  },
  { provider: stockholm },
);
