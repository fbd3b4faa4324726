/** The hosts that the containers of a task definition name: in which fields, and what a host looks like. */
import type { Property } from "../stack/properties";
import { interpret, list, object, type Source } from "../stack/values";
import { type Container, fieldOf, takesFiles } from "./containers";
import type { TaskDefinition } from "./task-definitions";

export interface Mentions {
  /** Host names in lower case, each with the ports after it; undefined where it stands without one. */
  readonly hosts: ReadonlyMap<string, ReadonlySet<number | undefined>>;
  /** Whether the containers are known as a whole, and take no variables from files. */
  readonly areAll: boolean;
}

export function mentionsIn(definition: TaskDefinition): Mentions {
  const { containers } = definition;
  if (containers.kind !== "known") return { hosts: new Map(), areAll: false };
  const hosts = new Map<string, Set<number | undefined>>();
  for (const { host, port } of containers.value.flatMap(textsOf).flatMap(hostsIn)) {
    const ports = hosts.get(host) ?? new Set();
    hosts.set(host, ports.add(port));
  }
  return { hosts, areAll: !containers.value.some(takesFiles) };
}

/**
 * What may be hosts in a text: those of URLs, and words that stand alone or before a port. What follows a slash is
 * a path, and an ARN names no host.
 */
function hostsIn(text: string): { host: string; port: number | undefined }[] {
  const words = text
    .toLowerCase()
    .replace(/\\[nrt"']/g, " ")
    .split(/[\s,;"'`|&<>()[\]{}=]+/);
  return words.flatMap((word) => {
    if (word.startsWith("arn:")) return [];
    const [, inUrl] = /:\/\/([^/?#]*)/.exec(word) ?? [];
    const authority = (inUrl ?? word.replace(/[/?#].*$/, "")).replace(/^.*@/, "");
    const [, name = "", port] = /^([a-z0-9_-][a-z0-9._-]*)(?::(\d+))?$/.exec(authority) ?? [];
    const host = name.replace(/\.+$/, "");
    return host === "" ? [] : [{ host, port: port === undefined ? undefined : Number(port) }];
  });
}

const nowhere: Source = { kind: "elsewhere" };

/** Texts in which others are named: environment values, command, entry point, health check. */
function textsOf({ properties }: Container): string[] {
  const field = (name: string) => fieldOf(properties, name);
  const healthCheck = interpret(field("healthCheck"), object, nowhere);
  return [
    ...members(field("environment"), "value"),
    ...texts(field("command")),
    ...texts(field("entryPoint")),
    ...(healthCheck.kind === "known" ? texts(fieldOf(healthCheck.value, "command")) : []),
  ];
}

/** One text field of each object in a list; what is not of that form is AWS's to refuse. */
function members(property: Property, field: string): string[] {
  const entries = interpret(property, list, nowhere);
  if (entries.kind !== "known") return [];
  return entries.value.flatMap((entry) => {
    const member = interpret(entry, object, nowhere);
    return member.kind === "known" ? texts([fieldOf(member.value, field)]) : [];
  });
}

function texts(property: Property): string[] {
  const entries = interpret(property, list, nowhere);
  return entries.kind === "known" ? entries.value.filter((entry) => typeof entry === "string") : [];
}
