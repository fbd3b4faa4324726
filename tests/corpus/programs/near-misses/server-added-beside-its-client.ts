/** The client has named the server for long; the server comes with the second update. */
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, service, taskDefinition } from "../../parts";

const webTask = taskDefinition("web", [
  { environment: [{ name: "REVIEWS_URL", value: "http://reviews:8080" }] },
]);
const servers: aws.ecs.Service[] = [];
if (new pulumi.Config().get("variant") === "changed") {
  const task = taskDefinition("reviews", [{ portMappings: [{ name: "http", containerPort: 8080 }] }]);
  servers.push(
    service("reviews", {
      taskDefinition: task.arn,
      serviceConnectConfiguration: {
        enabled: true,
        namespace: elsewhere.namespace,
        services: [{ portName: "http", clientAlias: [{ dnsName: "reviews", port: 8080 }] }],
      },
    }),
  );
}
service(
  "web",
  {
    taskDefinition: webTask.arn,
    serviceConnectConfiguration: { enabled: true, namespace: elsewhere.namespace },
  },
  { dependsOn: servers },
);
