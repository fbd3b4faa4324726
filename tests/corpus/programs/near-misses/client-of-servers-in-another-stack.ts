import * as pulumi from "@pulumi/pulumi";
import { elsewhere, executionRole, service, taskDefinition } from "../../parts";

const config = new pulumi.Config();
const web = taskDefinition(
  "web",
  [{ environment: [{ name: "USERS_URL", value: "http://users.shop.local" }] }],
  { executionRoleArn: executionRole("web").arn },
);
service("web", {
  cluster: config.get("cluster") ?? elsewhere.cluster,
  taskDefinition: web.arn,
  serviceConnectConfiguration: { enabled: true, namespace: config.get("namespace") ?? elsewhere.namespace },
});
