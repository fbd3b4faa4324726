/** Operations on a client or on its server only. */
import { client, server, service } from "../programs";

const users = service("users", { serviceConnectConfiguration: server("users.shared", "shared") });
service("hasty", { serviceConnectConfiguration: client("shared") });
service("waiting", { serviceConnectConfiguration: client("shared") }, { dependsOn: [users] });
