/** The server comes together with a new release of its client. */
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, service, taskDefinition } from "../../parts";

const isChanged = new pulumi.Config().get("variant") === "changed";
const client = { enabled: true, namespace: elsewhere.namespace };
const servers: aws.ecs.Service[] = [];
if (isChanged) {
  const task = taskDefinition("reviews", [{ portMappings: [{ name: "http", containerPort: 8080 }] }]);
  const services = [{ portName: "http", clientAlias: [{ dnsName: "reviews", port: 8080 }] }];
  servers.push(
    service("reviews", { taskDefinition: task.arn, serviceConnectConfiguration: { ...client, services } }),
  );
}
const webTask = taskDefinition("web", [
  {
    image: `public.ecr.aws/docker/library/nginx:${isChanged ? "1.28" : "1.27"}`,
    environment: isChanged ? [{ name: "REVIEWS_URL", value: "http://reviews:8080" }] : [],
  },
]);
service("web", { taskDefinition: webTask.arn, serviceConnectConfiguration: client }, { dependsOn: servers });
