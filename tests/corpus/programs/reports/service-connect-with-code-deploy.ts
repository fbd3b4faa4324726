import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const balancer = new aws.lb.LoadBalancer("users", {
  internal: true,
  subnets: elsewhere.subnets,
  securityGroups: [elsewhere.securityGroup],
});
const group = (name: string) =>
  new aws.lb.TargetGroup(name, { port: 8080, protocol: "HTTP", targetType: "ip", vpcId: elsewhere.vpc });
const blue = group("blue");
const green = group("green");
const listener = (port: number, target: aws.lb.TargetGroup) =>
  new aws.lb.Listener(`users-${port}`, {
    loadBalancerArn: balancer.arn,
    port,
    defaultActions: [{ type: "forward", targetGroupArn: target.arn }],
  });
const users = taskDefinition("users", [
  { name: "users", portMappings: [{ name: "http", containerPort: 8080 }] },
]);
service(
  "users",
  {
    taskDefinition: users.arn,
    deploymentController: { type: "CODE_DEPLOY" },
    loadBalancers: [{ targetGroupArn: blue.arn, containerName: "users", containerPort: 8080 }],
    serviceConnectConfiguration: {
      enabled: true,
      namespace: elsewhere.namespace,
      services: [{ portName: "http", clientAlias: [{ dnsName: "users", port: 80 }] }],
    },
  },
  { dependsOn: [listener(80, blue), listener(8080, green)] },
);
