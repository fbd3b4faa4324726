import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, service, taskDefinition } from "../../parts";

const group = new aws.lb.TargetGroup("example", { port: 80, protocol: "HTTP", vpcId: elsewhere.vpc });
const rule = new aws.lb.ListenerRule("example", {
  listenerArn:
    "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2",
  conditions: [{ hostHeader: { values: ["example.test"] } }],
  actions: [{ type: "forward", targetGroupArn: group.arn }],
});
const definition = taskDefinition("example", [{ portMappings: [{ containerPort: 80 }] }], {
  executionRoleArn: executionRole("example").arn,
});
service(
  "example",
  {
    taskDefinition: definition.arn,
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "app", containerPort: 80 }],
  },
  { dependsOn: [rule] },
);
