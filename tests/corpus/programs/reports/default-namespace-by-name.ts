import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const cluster = new aws.ecs.Cluster("shop", { serviceConnectDefaults: { namespace: "shop" } });
const web = taskDefinition("web", [{}]);
service("web", {
  cluster: cluster.arn,
  taskDefinition: web.arn,
  serviceConnectConfiguration: { enabled: true },
});
