/** The stack that makes the execution role. */
import { role } from "../programs";

export const executionRoleArn = role("execution", { name: "ecsTaskExecutionRole", path: "/platform/" }).arn;
