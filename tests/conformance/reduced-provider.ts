import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const PROVIDER = "github.com/hashicorp/terraform-provider-aws";
const SDK_SERVICE = "github.com/aws/aws-sdk-go-v2/service/";
/** The list of the provider's services, each of which is a package with its resources. */
const SERVICES = join("internal", "provider", "sdkv2", "service_packages_gen.go");
/** Methods of all services' clients, and so an import of each of AWS's packages. */
const CLIENTS = join("internal", "conns", "awsclient_gen.go");

/**
 * Copies the source of the Terraform provider for AWS with a part of its services: the same code for their types, built
 * in a fraction of the time. (Go takes no overlay over a module in its cache.)
 *
 * @param source the folder of the provider's Go module
 * @param types resources and data sources that must be there, such as `aws_ecs_service`
 * @param folder where the copy goes
 * @returns the services that are left
 * @throws if no service has one of the types
 */
export function copyReduced(source: string, types: Iterable<string>, folder: string): string[] {
  const services = servicesOf(types, readServices(source));
  const list = keepServices(readFileSync(join(source, SERVICES), "utf8"), services);
  const { packages, clients } = reach(source, list);
  const changed: Record<string, string> = {
    [SERVICES]: list,
    [CLIENTS]: keepClients(readFileSync(join(source, CLIENTS), "utf8"), clients),
  };
  const files = [...packages].flatMap((packageFolder) => filesOf(source, packageFolder));
  for (const file of [...files, ...settingsOf(source)]) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), changed[file] ?? readFileSync(join(source, file)));
  }
  return services;
}

/** Settings for messages: those of all services and of any one of them become part of the program, so some must be there. */
function settingsOf(source: string): string[] {
  const services = join("internal", "service");
  const folders = readdirSync(join(source, services), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(services, entry.name));
  return [services, ...folders]
    .flatMap((folder) => filesOf(source, folder))
    .filter((file) => file.endsWith(".hcl"));
}

/** The text of each service's list of its types, by the name of its package. */
function readServices(source: string): Map<string, string> {
  const folder = join(source, "internal", "service");
  return new Map(
    readdirSync(folder).flatMap((service): [string, string][] => {
      const text = readIfThere(join(folder, service, "service_package_gen.go"));
      return text === undefined ? [] : [[service, text]];
    }),
  );
}

/** The services that have the types, in alphabetical order. */
export function servicesOf(types: Iterable<string>, services: ReadonlyMap<string, string>): string[] {
  const owners = [...types].map((type) => {
    const owner = [...services].find(([, text]) => text.includes(`TypeName: "${type}"`));
    if (owner === undefined) {
      throw new Error(`No service of the provider has the type \`${type}\`.`);
    }
    return owner[0];
  });
  return [...new Set(owners)].sort();
}

/** The provider's list of services with those named only. */
export function keepServices(list: string, services: readonly string[]): string {
  return list
    .split("\n")
    .filter((line) => {
      const service = /^\t"[^"]*\/internal\/service\/(\w+)"$|^\t\t(\w+)\.ServicePackage\(ctx\),$/.exec(line);
      return service === null || services.includes(service[1] ?? service[2] ?? "");
    })
    .join("\n");
}

/** The methods for those clients only, and the imports that they need. */
export function keepClients(clients: string, called: ReadonlySet<string>): string {
  const services = new Set<string>();
  const methods = /^func \(c \*AWSClient\) (\w+)\(.*\) \*(\w+)\.Client \{\n.*\n\}\n\n?/gm;
  const kept = clients.replaceAll(methods, (method, name: string, service: string) => {
    if (!called.has(name)) {
      return "";
    }
    services.add(service);
    return method;
  });
  return kept.replaceAll(
    new RegExp(`^\\t"${SDK_SERVICE.replaceAll(".", "\\.")}(\\w+)"\\n`, "gm"),
    (line, service: string) => (services.has(service) ? line : ""),
  );
}

/** What the main package needs: the folders of the provider's packages, and the names of the clients that they ask for. */
function reach(source: string, list: string): { packages: Set<string>; clients: Set<string> } {
  const packages = new Set<string>();
  const clients = new Set<string>();
  const visit = (packageFolder: string) => {
    if (packages.has(packageFolder)) {
      return;
    }
    packages.add(packageFolder);
    for (const text of textsOf(source, packageFolder, list)) {
      for (const [, client = ""] of text.matchAll(/\.(\w+Client)\(/g)) {
        clients.add(client);
      }
      for (const imported of importsIn(text)) {
        if (imported.startsWith(`${PROVIDER}/`)) {
          visit(join(...imported.slice(PROVIDER.length + 1).split("/")));
        }
      }
    }
  };
  visit("");
  return { packages, clients };
}

/** The program's text in a package, less the methods that make clients. */
function textsOf(source: string, packageFolder: string, list: string): string[] {
  return filesOf(source, packageFolder)
    .filter((file) => file.endsWith(".go") && file !== CLIENTS)
    .map((file) => (file === SERVICES ? list : readFileSync(join(source, file), "utf8")));
}

/** The files of a package, less its tests. */
function filesOf(source: string, packageFolder: string): string[] {
  return readdirSync(join(source, packageFolder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith("_test.go"))
    .map((entry) => join(packageFolder, entry.name));
}

/** The import paths of a Go file. */
export function importsIn(text: string): string[] {
  const declarations = text.matchAll(/^import (?:\(.*\n(?<several>[\s\S]*?)^\)|(?<one>.*))$/gm);
  return [...declarations].flatMap(({ groups }) => {
    const paths = (groups?.several ?? groups?.one ?? "").matchAll(/^\s*(?:[\w.]+ )?"([^"]+)"/gm);
    return [...paths].map(([, path = ""]) => path);
  });
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
