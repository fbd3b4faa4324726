import * as aws from "@pulumi/aws";
import {
  executionRole,
  image,
  logsTo,
  publicNetwork,
  securityGroup,
  service,
  taskDefinition,
} from "../../parts";

const { vpc, publicSubnets, publicRoute } = publicNetwork("cheap");
const logs = new aws.cloudwatch.LogGroup("bot", { retentionInDays: 3 });
const bot = taskDefinition("bot", [{ image, logConfiguration: logsTo(logs.name) }], {
  executionRoleArn: executionRole("bot").arn,
});
service(
  "bot",
  {
    taskDefinition: bot.arn,
    networkConfiguration: {
      subnets: publicSubnets.map(({ id }) => id),
      securityGroups: [securityGroup("bot", vpc.id).id],
      assignPublicIp: true,
    },
  },
  { dependsOn: [publicRoute] },
);
