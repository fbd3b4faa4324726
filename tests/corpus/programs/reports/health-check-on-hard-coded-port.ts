import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, executionRole, service, taskDefinition } from "../../parts";

const containerPort = new pulumi.Config().getNumber("containerPort") ?? 8080;
const group = new aws.lb.TargetGroup("tomcat", {
  vpcId: elsewhere.vpc,
  targetType: "ip",
  port: containerPort,
  protocol: "HTTP",
  healthCheck: { path: "/", port: "80", matcher: "200" },
});
const rule = new aws.lb.ListenerRule("tomcat", {
  listenerArn:
    "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2",
  conditions: [{ pathPattern: { values: ["/tomcat/*"] } }],
  actions: [{ type: "forward", targetGroupArn: group.arn }],
});
const definition = taskDefinition(
  "tomcat",
  [{ image: "public.ecr.aws/docker/library/tomcat:10", portMappings: [{ containerPort }] }],
  { executionRoleArn: executionRole("tomcat").arn, cpu: "512", memory: "1024" },
);
service(
  "tomcat",
  {
    taskDefinition: definition.arn,
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "app", containerPort }],
  },
  { dependsOn: [rule] },
);
