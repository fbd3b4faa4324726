import { executionRole, role, service, taskDefinition } from "../../parts";

const app = role("app", { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"] });
const web = taskDefinition("web", [{ linuxParameters: { initProcessEnabled: true } }], {
  executionRoleArn: executionRole("exec").arn,
  taskRoleArn: app.arn,
});
service("web", { taskDefinition: web.arn, enableExecuteCommand: true });
