/**
 * The sample application: the three services of the two incidents, built from the components. The user
 * service is deployed before the API gateway that calls it, the notification service's secrets can be
 * read by the role that ECS reads them with, and the gateway is behind a load balancer. There is nothing else to
 * remember.
 */
import * as aws from "@pulumi/aws";
import { ServiceConnectApplication } from "ecs-guardrails-components";

const vpc = aws.ec2.getVpcOutput({ default: true });
const subnets = aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] }).ids;
const image = "public.ecr.aws/docker/library/node:22-alpine";

const hub = new ServiceConnectApplication("job-sync-hub", {
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
      loadBalancer: {},
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
});

export const url = hub.services["api-gateway"]?.url;
