import { executionRole, service, taskDefinition } from "../../parts";

const web = taskDefinition("web", [{}], { executionRoleArn: executionRole("exec").arn });
service("web", { taskDefinition: web.arn, enableExecuteCommand: true });
