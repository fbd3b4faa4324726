import * as aws from "@pulumi/aws";
import { executionRole, network, securityGroup, service, taskDefinition } from "../../parts";

const { vpc, publicSubnets, privateSubnets } = network();
const balancer = new aws.lb.LoadBalancer("web-app", {
  subnets: publicSubnets.map(({ id }) => id),
  securityGroups: [securityGroup("web-app-lb", vpc.id, 80).id],
});
const group = new aws.lb.TargetGroup("web-app", {
  port: 80,
  protocol: "HTTP",
  targetType: "ip",
  vpcId: vpc.id,
});
const listener = new aws.lb.Listener("web-app", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
});
const definition = taskDefinition("web-app", [{ portMappings: [{ containerPort: 80 }] }], {
  executionRoleArn: executionRole("web-app").arn,
});
service(
  "web-app",
  {
    taskDefinition: definition.arn,
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "app", containerPort: 80 }],
    networkConfiguration: {
      subnets: privateSubnets.map(({ id }) => id),
      securityGroups: [vpc.defaultSecurityGroupId],
    },
  },
  { dependsOn: [listener] },
);
