/** ECS Exec by AWS's policy for managed instances, which reads parameters as well. */
import { executionRole, role, service, taskDefinition } from "../../parts";

const task = role("task", { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"] });
const api = taskDefinition("api", [{ environment: [{ name: "STAGE", value: "prod" }] }], {
  taskRoleArn: task.arn,
  executionRoleArn: executionRole("execution").arn,
});
service("api", { taskDefinition: api.arn, enableExecuteCommand: true });
