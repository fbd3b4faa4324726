import type { DataSource } from "./data-source";
import { MADE_AT } from "./data-source";
import { arn, lastSegment } from "./subject";

/** The functions of ECS, of a cluster, a service or a task definition that the account says nothing of. */
export const ECS_INVOKES: Record<string, DataSource> = {
  "aws:ecs/getCluster:getCluster": {
    required: ["clusterName"],
    answer: ({ args, region, configuration }) => {
      const clusterArn = arn(
        configuration,
        "ecs",
        `cluster/${lastSegment(String(args.clusterName))}`,
        region,
      );
      return {
        arn: clusterArn,
        clusterName: String(args.clusterName),
        id: clusterArn,
        pendingTasksCount: 0,
        region,
        registeredContainerInstancesCount: 0,
        runningTasksCount: 0,
        serviceConnectDefaults: [],
        settings: [{ name: "containerInsights", value: "disabled" }],
        status: "ACTIVE",
        tags: {},
      };
    },
  },
  "aws:ecs/getService:getService": {
    required: ["clusterArn", "serviceName"],
    answer: ({ args, region, configuration }) => {
      const [cluster, service] = [lastSegment(String(args.clusterArn)), String(args.serviceName)];
      const serviceArn = arn(configuration, "ecs", `service/${cluster}/${service}`, region);
      return {
        arn: serviceArn,
        availabilityZoneRebalancing: "DISABLED",
        capacityProviderStrategies: [],
        clusterArn: String(args.clusterArn),
        createdAt: MADE_AT,
        createdBy: arn(configuration, "iam", "user/deployer"),
        deploymentConfigurations: [],
        deploymentControllers: [{ type: "ECS" }],
        deployments: [],
        desiredCount: 1,
        enableEcsManagedTags: false,
        enableExecuteCommand: false,
        events: [],
        healthCheckGracePeriodSeconds: 0,
        iamRole: "/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
        id: serviceArn,
        launchType: "FARGATE",
        loadBalancers: [],
        networkConfigurations: [],
        orderedPlacementStrategies: [],
        pendingCount: 0,
        placementConstraints: [],
        platformFamily: "Linux",
        platformVersion: "LATEST",
        propagateTags: "NONE",
        region,
        runningCount: 1,
        schedulingStrategy: "REPLICA",
        serviceName: service,
        serviceRegistries: [],
        status: "ACTIVE",
        tags: {},
        taskSets: [],
        taskDefinition: arn(configuration, "ecs", `task-definition/${service}:1`, region),
      };
    },
  },
  "aws:ecs/getTaskDefinition:getTaskDefinition": {
    required: ["taskDefinition"],
    answer: ({ args, region, configuration }) => {
      const [family = "", revision = "1"] = lastSegment(String(args.taskDefinition)).split(":");
      const arnWithoutRevision = arn(configuration, "ecs", `task-definition/${family}`, region);
      return {
        arn: `${arnWithoutRevision}:${revision}`,
        arnWithoutRevision,
        containerDefinitions: "[]",
        cpu: "256",
        enableFaultInjection: false,
        ephemeralStorages: [],
        executionRoleArn: arn(configuration, "iam", "role/ecsTaskExecutionRole"),
        family,
        id: `${arnWithoutRevision}:${revision}`,
        ipcMode: "",
        memory: "512",
        networkMode: "awsvpc",
        pidMode: "",
        placementConstraints: [],
        proxyConfigurations: [],
        region,
        requiresCompatibilities: ["FARGATE"],
        revision: Number(revision),
        runtimePlatforms: [],
        status: "ACTIVE",
        taskDefinition: String(args.taskDefinition),
        taskRoleArn: "",
        volumes: [],
      };
    },
  },
};
