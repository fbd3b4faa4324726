/** The application waits for the end of a migration that is not essential, and for the health of a proxy. */
import { service, taskDefinition } from "../../parts";

const read = { name: "DATABASE_URL", value: "postgres://db.internal/shop" };
const shop = taskDefinition("shop", [
  {
    name: "app",
    environment: [read],
    dependsOn: [
      { containerName: "migrate", condition: "SUCCESS" },
      { containerName: "proxy", condition: "HEALTHY" },
    ],
  },
  { name: "migrate", essential: false, command: ["./migrate"], environment: [read] },
  {
    name: "proxy",
    essential: true,
    healthCheck: {
      command: ["CMD-SHELL", "wget -q -O- localhost:9901/ready"],
      interval: 5,
      timeout: 2,
      retries: 10,
      startPeriod: 300,
    },
  },
]);
service("shop", { taskDefinition: shop.arn });
