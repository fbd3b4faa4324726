/** Linux parameters, volumes and modes of Fargate that look like those of instances. */
import { service, taskDefinition } from "../../parts";

const debug = taskDefinition(
  "debug",
  [
    {
      linuxParameters: { initProcessEnabled: true, capabilities: { add: ["SYS_PTRACE"], drop: ["NET_RAW"] } },
      mountPoints: [{ sourceVolume: "scratch", containerPath: "/scratch" }],
      systemControls: [{ namespace: "net.core.somaxconn", value: "1024" }],
      stopTimeout: 120,
    },
    {
      name: "helper",
      essential: false,
      volumesFrom: [{ sourceContainer: "app", readOnly: true }],
      restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
    },
  ],
  {
    pidMode: "task",
    volumes: [{ name: "scratch" }],
    runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
  },
);
service("debug", { taskDefinition: debug.arn, platformVersion: "1.4.0" });
