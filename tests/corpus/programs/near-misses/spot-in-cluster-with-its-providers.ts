import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, taskDefinition } from "../../parts";

const cluster = new aws.ecs.Cluster("dask");
const spot = new aws.ecs.ClusterCapacityProviders("dask", {
  clusterName: cluster.name,
  capacityProviders: ["FARGATE", "FARGATE_SPOT"],
});
const workers = taskDefinition("dask-worker", [{ command: ["dask-worker", "scheduler:8786"] }], {
  executionRoleArn: executionRole("dask-execution").arn,
  cpu: "4096",
  memory: "16384",
});
new aws.ecs.Service(
  "dask-worker",
  {
    cluster: cluster.arn,
    taskDefinition: workers.arn,
    desiredCount: 8,
    capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
  },
  { dependsOn: [spot] },
);
