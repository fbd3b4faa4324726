/** Mistakes whose values are known only while the program runs. */
import * as pulumi from "@pulumi/pulumi";
import { FargateService } from "ecs-guardrails-components";
import { secretArn, variant } from "../programs";

const mistakes: Record<string, object> = {
  secret: { secrets: { PASSWORD: pulumi.output("correct horse battery staple") } },
  selector: { secrets: { PASSWORD: pulumi.output(`${secretArn}:password`) } },
  own: {
    secrets: { PASSWORD: pulumi.output(secretArn) },
    taskRoleStatements: [{ actions: ["secretsmanager:Get*"], resources: [secretArn] }],
  },
  role: { executionRoleName: pulumi.output("arn:aws:iam::123456789012:role/tasks") },
  form: { taskRoleStatements: pulumi.output([{ Effect: "Allow", Action: "ses:SendEmail", Resource: "*" }]) },
  statement: { taskRoleStatements: pulumi.output([{ actions: ["ssm:GetParameters"], resources: ["*"] }]) },
};

new FargateService("shop", {
  cluster: "arn:aws:ecs:eu-central-1:123456789012:cluster/shop",
  image: "shop",
  subnets: ["subnet-1"],
  ...mistakes[variant],
});
