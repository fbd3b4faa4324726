import { executionRole, service, taskDefinition } from "../../parts";

const capabilities = { add: ["SYS_NICE", "DAC_READ_SEARCH"], drop: [] };
const definition = taskDefinition(
  "koha",
  [
    {
      name: "koha",
      image: "quantumobject/docker-koha:latest",
      portMappings: [80, 8080].map((containerPort) => ({ containerPort })),
      linuxParameters: { capabilities },
    },
  ],
  { executionRoleArn: executionRole("koha").arn, cpu: "1024", memory: "2048" },
);
service("koha", { taskDefinition: definition.arn });
