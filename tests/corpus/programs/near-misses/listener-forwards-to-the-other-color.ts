/** Blue and green from one loop; the listener forwards to one of them, the service is in the other. */
import * as aws from "@pulumi/aws";
import { elsewhere, securityGroup, service, taskDefinition } from "../../parts";

const group = securityGroup("shop", elsewhere.vpc, 8080);
const balancer = new aws.lb.LoadBalancer("shop", { subnets: elsewhere.subnets, securityGroups: [group.id] });
const [blue, green] = ["blue", "green"].map(
  (color) =>
    new aws.lb.TargetGroup(color, { port: 8080, protocol: "HTTP", targetType: "ip", vpcId: elsewhere.vpc }),
);
const listener = new aws.lb.Listener("shop", {
  loadBalancerArn: balancer.arn,
  port: 8080,
  defaultActions: [{ type: "forward", targetGroupArn: blue?.arn }],
});
const shop = taskDefinition("shop", [{ portMappings: [{ containerPort: 8080 }] }]);
service(
  "shop",
  {
    taskDefinition: shop.arn,
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [group.id] },
    loadBalancers: [{ targetGroupArn: green?.arn, containerName: "app", containerPort: 8080 }],
  },
  { dependsOn: [listener] },
);
