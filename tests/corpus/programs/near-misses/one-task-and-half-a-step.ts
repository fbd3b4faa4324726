/** One task, all of it to be kept, and half of one more: that is none. */
import { service, taskDefinition } from "../../parts";

const cron = taskDefinition("consumer", [{}]);
service("consumer", {
  taskDefinition: cron.arn,
  desiredCount: 1,
  deploymentMinimumHealthyPercent: 100,
  deploymentMaximumPercent: 150,
});
