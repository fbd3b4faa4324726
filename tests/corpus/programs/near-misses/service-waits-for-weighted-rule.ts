import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const listener = aws.lb.getListenerOutput({
  arn: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shared/0123456789abcdef/fedcba9876543210",
});
const group = (name: string) =>
  new aws.lb.TargetGroup(name, { port: 3000, protocol: "HTTP", targetType: "ip", vpcId: elsewhere.vpc });
const [stable, canary] = [group("stable"), group("canary")];
const rule = new aws.lb.ListenerRule("api", {
  listenerArn: listener.arn,
  actions: [
    {
      type: "forward",
      forward: {
        targetGroups: [
          { arn: stable.arn, weight: 95 },
          { arn: canary.arn, weight: 5 },
        ],
      },
    },
  ],
  conditions: [{ pathPattern: { values: ["/api/*"] } }],
});
const definition = taskDefinition("api", [{ name: "api", portMappings: [{ containerPort: 3000 }] }]);
for (const [name, target] of Object.entries({ stable, canary }))
  service(
    name,
    {
      taskDefinition: definition.arn,
      loadBalancers: [{ targetGroupArn: target.arn, containerName: "api", containerPort: 3000 }],
    },
    { dependsOn: [rule] },
  );
