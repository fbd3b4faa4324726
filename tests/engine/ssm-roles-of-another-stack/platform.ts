/** The stack that makes the roles of all applications. */
import { role } from "../programs";

const task = role("task", { path: "/platform/" });
const execution = role("execution", { path: "/platform/" });
export const [taskRoleArn, taskRoleName] = [task.arn, task.name];
export const [executionRoleArn, executionRoleName] = [execution.arn, execution.name];
