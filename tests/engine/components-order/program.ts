/** An application whose services must be created in one order. */
import { ServiceConnectApplication } from "ecs-guardrails-components";

const image = "public.ecr.aws/docker/library/node:22-alpine";

new ServiceConnectApplication("shop", {
  namespaceName: "shop.local",
  vpcId: "vpc-1",
  subnets: ["subnet-1"],
  services: {
    storefront: { image, calls: ["users"] },
    orders: { image, port: 8080, calls: ["users"], dnsName: "orders.shop.local" },
    users: {
      image,
      port: 8080,
      secrets: { URL: "/shop/URL" },
      taskRoleStatements: [{ actions: ["s3:*"], resources: ["*"] }],
    },
  },
});
