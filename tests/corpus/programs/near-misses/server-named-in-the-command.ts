/** The upstream stands among the arguments of the command, and nobody waits for it. */
import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("edge", { name: "edge" });
const connect = (services?: aws.types.input.ecs.ServiceServiceConnectConfigurationService[]) => ({
  enabled: true,
  namespace: namespace.arn,
  services,
});
const render = taskDefinition("render", [{ portMappings: [{ name: "render", containerPort: 3000 }] }]);
service("render", {
  taskDefinition: render.arn,
  serviceConnectConfiguration: connect([
    { portName: "render", clientAlias: [{ dnsName: "render", port: 80 }] },
  ]),
});
const cache = taskDefinition("cache", [
  {
    image: "public.ecr.aws/docker/library/varnish:7",
    command: ["varnishd", "-F", "-b", "render:80", "-a", ":8080"],
  },
]);
service("cache", { taskDefinition: cache.arn, serviceConnectConfiguration: connect() });
