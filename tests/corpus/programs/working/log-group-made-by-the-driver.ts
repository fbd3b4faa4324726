import { account, allow, executionRole, logsTo, region, service, taskDefinition } from "../../parts";

const execution = executionRole("quick", {
  inlinePolicies: [
    {
      name: "log-group",
      policy: JSON.stringify(
        allow("logs:CreateLogGroup", `arn:aws:logs:${region}:${account}:log-group:/quick/*`),
      ),
    },
  ],
});
const quick = taskDefinition(
  "quick",
  [{ logConfiguration: logsTo("/quick/app", { "awslogs-create-group": "true" }) }],
  { executionRoleArn: execution.arn },
);
service("quick", { taskDefinition: quick.arn });
