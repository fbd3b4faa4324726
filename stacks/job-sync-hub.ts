/**
 * The sample application: the three services of the two incidents, built from the components. The user
 * service is deployed before the API gateway that calls it, and the notification service's secrets can be
 * read by the role that ECS reads them with. There is nothing else to remember.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ServiceConnectApplication } from "ecs-guardrails-components";

const vpc = aws.ec2.getVpcOutput({ default: true });
const subnets = aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] }).ids;

const publicHttp = new aws.ec2.SecurityGroup("public-http", {
  vpcId: vpc.id,
  ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const loadBalancer = new aws.lb.LoadBalancer("job-sync-hub", { subnets, securityGroups: [publicHttp.id] });
const targetGroup = new aws.lb.TargetGroup("api-gateway", {
  vpcId: vpc.id,
  port: 8080,
  protocol: "HTTP",
  targetType: "ip",
});
const listener = new aws.lb.Listener("http", {
  loadBalancerArn: loadBalancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
});

const image = "public.ecr.aws/docker/library/node:22-alpine";

new ServiceConnectApplication(
  "job-sync-hub",
  {
    namespaceName: "service-connect.me",
    vpcId: vpc.id,
    subnets,
    assignPublicIp: true,
    services: {
      "api-gateway": {
        image,
        port: 8080,
        calls: ["user"],
        environment: { USER_API: "http://user-api.service-connect.me:8080" },
        loadBalancer: { targetGroupArn: targetGroup.arn, securityGroupId: publicHttp.id },
      },
      user: {
        image,
        port: 8080,
        dnsName: "user-api.service-connect.me",
      },
      notification: {
        image,
        secrets: {
          DATABASE_URL: "/JobSyncHub/DATABASE_URL",
          SENDER_ADDRESS: "/9900/SENDER_ADDRESS",
        },
        taskRoleStatements: [{ actions: ["ses:Send*"], resources: ["*"] }],
      },
    },
  },
  { dependsOn: [listener] },
);

export const url = pulumi.interpolate`http://${loadBalancer.dnsName}`;
