/** A client is deployed against a namespace made elsewhere; then its server joins the stack. */
import { client, server, service, variant } from "../programs";

const users =
  variant === "with-server"
    ? [service("users", { serviceConnectConfiguration: server("users.shared", "shared") })]
    : [];
service("storefront", { serviceConnectConfiguration: client("shared") }, { dependsOn: users });
if (variant === "without-edge") {
  service("users", { serviceConnectConfiguration: server("users.shared", "shared") });
}
