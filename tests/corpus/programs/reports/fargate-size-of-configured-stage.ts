import * as pulumi from "@pulumi/pulumi";
import { service, taskDefinition } from "../../parts";

const sizes = {
  production: { cpu: "2 vCPU", memory: "4 GB" },
  preview: { cpu: "1 vCPU", memory: "1 GB" },
};
const isProduction = new pulumi.Config().getBoolean("production") ?? false;
const turnout = taskDefinition("turnout", [{}], sizes[isProduction ? "production" : "preview"]);
service("turnout", { taskDefinition: turnout.arn });
