/** The program that has made them. */
import { client, server, service } from "../programs";

service("users", { name: "users", serviceConnectConfiguration: server("users.shared", "shared") });
service("storefront", { name: "storefront", serviceConnectConfiguration: client("shared") });
