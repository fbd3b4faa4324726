/** A service that leaves an execution role, which is made elsewhere, as it is. */
import { FargateService } from "ecs-guardrails-components";

new FargateService("shop", {
  cluster: "arn:aws:ecs:eu-central-1:123456789012:cluster/shop",
  image: "public.ecr.aws/docker/library/node:22-alpine",
  subnets: ["subnet-1"],
  executionRoleArn: "arn:aws:iam::123456789012:role/platform/tasks",
  executionRoleMayReadSecrets: true,
  secrets: { DATABASE_URL: "/shop/DATABASE_URL" },
});
