import { service, taskDefinition } from "../../parts";

const sizes: Record<string, [string, string]> = {
  small: [".25 vCPU", "0.5 GB"],
  medium: ["1 vcpu", "2GB"],
  large: ["8 vCPU", "16 GB"],
  largest: ["16384", "122880"],
};
for (const [name, [cpu, memory]] of Object.entries(sizes))
  service(name, { taskDefinition: taskDefinition(name, [{}], { cpu, memory }).arn });
