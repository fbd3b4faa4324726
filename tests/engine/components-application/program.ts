/** An application from the components: chains of calls, secrets, an execution role that exists already. */
import { ServiceConnectApplication } from "ecs-guardrails-components";
import { variant } from "../programs";

const image = "public.ecr.aws/docker/library/node:22-alpine";

new ServiceConnectApplication("shop", {
  namespaceName: "shop.local",
  vpcId: "vpc-1",
  subnets: ["subnet-1"],
  services: {
    storefront: { image, port: 3000, calls: ["users", "orders"] },
    orders: { image, port: 8080, calls: ["users"], secrets: { DATABASE_URL: "/shop/orders/DATABASE_URL" } },
    users: {
      image,
      port: 8080,
      dnsName: "users-api.shop.local",
      executionRoleName: "ecsTaskExecutionRole",
      secrets: {
        DATABASE_URL: "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/users/DATABASE_URL",
        KEY: "users-key",
      },
    },
    mailer: { image, taskRoleStatements: [{ actions: ["ses:Send*"], resources: ["*"] }] },
    ...(variant === "extended" ? { prices: { image, port: 8080, dnsName: "prices.shop.local" } } : {}),
  },
  tags: { team: "shop" },
});
