/** A server and a client that another program has made are taken over by this one. */
import { client, server, service, variant } from "../programs";

const arn = "arn:aws:ecs:eu-central-1:123456789012:service/default";
const users = service(
  "users",
  { name: "users", serviceConnectConfiguration: server("users.shared", "shared") },
  variant === "client" ? {} : { import: `${arn}/users` },
);
const serviceConnectConfiguration = client("shared");
service(
  "storefront",
  { name: "storefront", serviceConnectConfiguration },
  variant === "client" ? { import: `${arn}/storefront` } : {},
);
service("desk", { serviceConnectConfiguration }, { dependsOn: [users] });
