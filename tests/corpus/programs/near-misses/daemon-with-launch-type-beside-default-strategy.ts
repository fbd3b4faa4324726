import * as aws from "@pulumi/aws";
import { image } from "../../parts";

const cluster = new aws.ecs.Cluster("main");
const provider = new aws.ecs.CapacityProvider("main", {
  name: "main-instances",
  autoScalingGroupProvider: {
    autoScalingGroupArn:
      "arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:1a2b3c4d-0000-1111-2222-333344445555:autoScalingGroupName/main",
    managedScaling: { status: "ENABLED", targetCapacity: 100 },
  },
});
const providers = new aws.ecs.ClusterCapacityProviders("main", {
  clusterName: cluster.name,
  capacityProviders: [provider.name],
  defaultCapacityProviderStrategies: [{ capacityProvider: provider.name, weight: 1 }],
});
const collector = new aws.ecs.TaskDefinition("collector", {
  family: "collector",
  networkMode: "host",
  containerDefinitions: JSON.stringify([{ name: "collector", image, memory: 128 }]),
});
new aws.ecs.Service(
  "collector",
  {
    cluster: cluster.arn,
    taskDefinition: collector.arn,
    launchType: "EC2",
    schedulingStrategy: "DAEMON",
  },
  { dependsOn: [providers] },
);
