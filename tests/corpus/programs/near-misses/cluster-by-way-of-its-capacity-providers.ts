/** The service's cluster is the output of the capacity providers: it comes after them without dependsOn. */
import * as aws from "@pulumi/aws";
import { elsewhere, taskDefinition } from "../../parts";

const cluster = new aws.ecs.Cluster("batch", { name: "batch" });
const providers = new aws.ecs.ClusterCapacityProviders("batch", {
  clusterName: cluster.name,
  capacityProviders: ["FARGATE", "FARGATE_SPOT"],
});
const crawl = taskDefinition("crawl", [{}]);
new aws.ecs.Service("crawl", {
  cluster: providers.clusterName,
  taskDefinition: crawl.arn,
  desiredCount: 4,
  capacityProviderStrategies: [
    { capacityProvider: "FARGATE", base: 1, weight: 0 },
    { capacityProvider: "FARGATE_SPOT", weight: 1 },
  ],
  networkConfiguration: { subnets: elsewhere.subnets },
});
