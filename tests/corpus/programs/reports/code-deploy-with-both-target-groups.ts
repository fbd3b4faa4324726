import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, service, taskDefinition } from "../../parts";

const balancer = new aws.lb.LoadBalancer("shop", {
  subnets: elsewhere.subnets,
  securityGroups: [elsewhere.securityGroup],
});
const ports = { blue: 80, green: 8080 };
const groups = Object.entries(ports).map(([colour, port]) => {
  const group = new aws.lb.TargetGroup(`shop-${colour}`, {
    port: 80,
    protocol: "HTTP",
    targetType: "ip",
    vpcId: elsewhere.vpc,
  });
  const listener = new aws.lb.Listener(`shop-${colour}`, {
    loadBalancerArn: balancer.arn,
    port,
    defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
  });
  return { group, listener };
});
const definition = taskDefinition("shop", [{ name: "shop", portMappings: [{ containerPort: 80 }] }], {
  executionRoleArn: executionRole("shop").arn,
});
service(
  "shop",
  {
    taskDefinition: definition.arn,
    deploymentController: { type: "CODE_DEPLOY" },
    loadBalancers: groups.map(({ group }) => ({
      targetGroupArn: group.arn,
      containerName: "shop",
      containerPort: 80,
    })),
  },
  { dependsOn: groups.map(({ listener }) => listener), ignoreChanges: ["taskDefinition", "loadBalancers"] },
);
