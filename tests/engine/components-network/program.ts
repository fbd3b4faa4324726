/** Networks from the components, and what runs in them. */
import * as aws from "@pulumi/aws";
import { EcsNetwork, FargateService, ServiceConnectApplication } from "ecs-guardrails-components";
import { secretArn } from "../programs";

const image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop:1";

const network = new EcsNetwork("main", { natGateways: 2, endpoints: ["s3"], tags: { team: "shop" } });
new FargateService("shop", {
  cluster: new aws.ecs.Cluster("shop").arn,
  image: "public.ecr.aws/docker/library/node:22-alpine",
  port: 8080,
  vpcId: network.vpcId,
  subnets: network.privateSubnetIds,
  secrets: { URL: "/shop/URL" },
  loadBalancer: { subnets: network.publicSubnetIds },
});

// No way out but to what its images, logs and secrets need.
new ServiceConnectApplication("closed", {
  namespaceName: "closed.local",
  network: { cidrBlock: "10.1.0.0/20", availabilityZones: 3, natGateways: 0 },
  services: {
    desk: { image, port: 8080, calls: ["reports"], loadBalancer: {}, enableExecuteCommand: true },
    reports: { image, port: 8080, secrets: { URL: "/closed/URL", PASSWORD: `${secretArn}:password::` } },
  },
});

new ServiceConnectApplication("open", {
  namespaceName: "open.local",
  network: {},
  services: { web: { image: "nginx", port: 80, loadBalancer: {} } },
});
