import * as aws from "@pulumi/aws";
import { executionRole, image, logsTo, network, securityGroup, service, taskDefinition } from "../../parts";

const { vpc, publicSubnets, privateSubnets } = network();
const logs = new aws.cloudwatch.LogGroup("broker", { retentionInDays: 14 });
const balancer = new aws.lb.LoadBalancer("broker", {
  loadBalancerType: "network",
  subnets: publicSubnets.map(({ id }) => id),
});
const group = new aws.lb.TargetGroup("broker", {
  vpcId: vpc.id,
  port: 1883,
  protocol: "TCP",
  targetType: "ip",
  healthCheck: { protocol: "TCP" },
});
const listener = new aws.lb.Listener("broker", {
  loadBalancerArn: balancer.arn,
  port: 1883,
  protocol: "TCP",
  defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
});
const broker = taskDefinition(
  "broker",
  [{ name: "broker", image, portMappings: [{ containerPort: 1883 }], logConfiguration: logsTo(logs.name) }],
  { executionRoleArn: executionRole("broker").arn },
);
service(
  "broker",
  {
    taskDefinition: broker.arn,
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "broker", containerPort: 1883 }],
    networkConfiguration: {
      subnets: privateSubnets.map(({ id }) => id),
      securityGroups: [securityGroup("broker", vpc.id, 1883).id],
    },
  },
  { dependsOn: [listener] },
);
