/** The cluster has Fargate; the service asks for Spot. */
import * as aws from "@pulumi/aws";
import { elsewhere, taskDefinition } from "../../parts";

const cluster = new aws.ecs.Cluster("batch", {});
const providers = new aws.ecs.ClusterCapacityProviders("batch", {
  clusterName: cluster.name,
  capacityProviders: ["FARGATE"],
  defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
});
const crawl = taskDefinition("crawl", [{}]);
new aws.ecs.Service(
  "crawl",
  {
    cluster: cluster.arn,
    taskDefinition: crawl.arn,
    desiredCount: 4,
    capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
    networkConfiguration: { subnets: elsewhere.subnets },
  },
  { dependsOn: [providers] },
);
