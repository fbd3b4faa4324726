/** A deployed stack whose read moves from one role to the other, by `managedPolicyArns` of the roles. */
import { role, taskDefinition, variant } from "../programs";

const readOnly = ["arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"];
const onTask = variant === "swapped";
const task = role("task", onTask ? { managedPolicyArns: readOnly } : {});
const execution = role("execution", onTask ? {} : { managedPolicyArns: readOnly });
taskDefinition("shop", { taskRole: task.arn, executionRole: execution.arn });
