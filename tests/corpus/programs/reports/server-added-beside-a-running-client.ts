import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const executionRoleArn = executionRole("shop").arn;
const withSearch = new pulumi.Config().get("variant") === "changed";
const servers = withSearch ? ["catalogue", "search"] : ["catalogue"];

const all = servers.map((name) =>
  service(name, {
    taskDefinition: taskDefinition(
      name,
      [{ name, portMappings: [{ name: "http", containerPort: 8080, appProtocol: "http" }] }],
      { executionRoleArn },
    ).arn,
    serviceConnectConfiguration: {
      enabled: true,
      namespace: namespace.arn,
      services: [{ portName: "http", discoveryName: name, clientAlias: [{ dnsName: name, port: 80 }] }],
    },
  }),
);
// The client reads from here whom it calls.
new aws.ssm.Parameter("upstreams", {
  name: "/shop/upstreams",
  type: "StringList",
  value: servers.map((name) => `http://${name}`).join(","),
});
service(
  "web",
  {
    taskDefinition: taskDefinition(
      "web",
      [{ environment: [{ name: "UPSTREAMS", value: "/shop/upstreams" }] }],
      {
        executionRoleArn,
      },
    ).arn,
    serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
  },
  { dependsOn: all },
);
