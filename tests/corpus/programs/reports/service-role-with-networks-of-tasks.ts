import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, role, service, taskDefinition, trustOf } from "../../parts";

const serviceRole = role("hello-service", {
  assumeRolePolicy: trustOf("ecs.amazonaws.com"),
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceRole"],
});
const group = new aws.lb.TargetGroup("hello", {
  vpcId: elsewhere.vpc,
  port: 80,
  protocol: "HTTP",
  targetType: "ip",
});
const rule = new aws.lb.ListenerRule("hello", {
  listenerArn:
    "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2",
  conditions: [{ pathPattern: { values: ["/hello"] } }],
  actions: [{ type: "forward", targetGroupArn: group.arn }],
});
const definition = taskDefinition("hello", [{ name: "hello", portMappings: [{ containerPort: 80 }] }], {
  executionRoleArn: executionRole("hello").arn,
});
service(
  "hello",
  {
    taskDefinition: definition.arn,
    iamRole: serviceRole.arn,
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "hello", containerPort: 80 }],
  },
  { dependsOn: [rule] },
);
