import * as aws from "@pulumi/aws";
import { image } from "../../parts";

const prefix = "ecs-placement";
const cluster = new aws.ecs.Cluster(prefix);
const provider = new aws.ecs.CapacityProvider("instances", {
  name: `${prefix}-instances`,
  autoScalingGroupProvider: {
    autoScalingGroupArn:
      "arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:1a2b3c4d-0000-1111-2222-333344445555:autoScalingGroupName/instances",
  },
});
const attached = new aws.ecs.ClusterCapacityProviders("instances", {
  clusterName: cluster.name,
  capacityProviders: [provider.name],
});
const definition = new aws.ecs.TaskDefinition("web", {
  family: "web",
  containerDefinitions: JSON.stringify([{ name: "web", image, memory: 256 }]),
});
new aws.ecs.Service(
  "web",
  {
    cluster: cluster.arn,
    taskDefinition: definition.arn,
    desiredCount: 1,
    capacityProviderStrategies: [{ capacityProvider: provider.name, weight: 1 }],
  },
  { dependsOn: [attached] },
);
