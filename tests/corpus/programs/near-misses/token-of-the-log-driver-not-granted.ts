/** The containers' own secret is granted; that of the log driver is another one. */
import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const arn = (name: string) => `arn:aws:ssm:${region}:${account}:parameter/${name}`;
const execution = executionRole("execution");
const read = new aws.iam.RolePolicy("read", {
  role: execution.name,
  policy: JSON.stringify(allow("ssm:GetParameters", arn("web/*"))),
});
const web = taskDefinition(
  "web",
  [
    {
      secrets: [{ name: "KEY", valueFrom: arn("web/key") }],
      logConfiguration: {
        logDriver: "splunk",
        options: { "splunk-url": "https://splunk.internal:8088" },
        secretOptions: [{ name: "splunk-token", valueFrom: arn("logging/splunk-token") }],
      },
    },
  ],
  { executionRoleArn: execution.arn },
);
service("web", { taskDefinition: web.arn }, { dependsOn: [read] });
