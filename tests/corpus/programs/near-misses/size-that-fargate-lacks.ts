/** Half a CPU with half a gigabyte, each of which there is. */
import { service, taskDefinition } from "../../parts";

const api = taskDefinition("api", [{}], { cpu: "512", memory: "512" });
service("api", { taskDefinition: api.arn });
