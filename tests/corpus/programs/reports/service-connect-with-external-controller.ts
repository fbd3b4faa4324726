import * as aws from "@pulumi/aws";
import { elsewhere } from "../../parts";

new aws.ecs.Service("users", {
  cluster: elsewhere.cluster,
  desiredCount: 2,
  deploymentController: { type: "EXTERNAL" },
  serviceConnectConfiguration: { enabled: true, namespace: elsewhere.namespace },
});
