import { normalizeContainerDefinitions, sameContainerDefinitions } from "./container-definitions";
import type { Attribute } from "./declarations";
import { goJson, parseJson, sortKeys } from "./go-json";
import type { Value } from "./properties";
import { isProperties } from "./properties";

/** The text that the provider plans for the program's text. */
export function normalize(how: NonNullable<Attribute["normalize"]>, text: string): string {
  switch (how) {
    case "json":
      return normalizeJson(text);
    case "policy":
      return normalizePolicy(text);
    case "containerDefinitions":
      return normalizeContainerDefinitions(text);
    case "upperCase":
      return text.toUpperCase();
    case "ipProtocol":
      return IP_PROTOCOLS[text.toLowerCase()] ?? text.toLowerCase();
    case "placementField":
      return text === "host" ? "instanceId" : text;
  }
}

/** Compact, with the keys of objects in order; text that is not JSON stays as it is. */
function normalizeJson(text: string): string {
  const value = text === "" ? undefined : parseJson(text);
  return value === undefined ? text : goJson(sortKeys(value));
}

/** A policy document in order, except that its version stands first. */
function normalizePolicy(text: string): string {
  const normalized = normalizeJson(text);
  const version = '"Version":"2012-10-17"';
  if (!normalized.includes(`,${version}`)) {
    return normalized;
  }
  return normalized.replace(`,${version}`, "").replace("{", `{${version},`);
}

const IP_PROTOCOLS: Record<string, string> = {
  "6": "tcp",
  "17": "udp",
  "1": "icmp",
  "58": "icmpv6",
  all: "-1",
};

/** Whether two normalized texts mean the same. */
export function sameDocument(how: NonNullable<Attribute["normalize"]>, a: string, b: string): boolean {
  if (how === "containerDefinitions") {
    return sameContainerDefinitions(a, b);
  }
  return (how === "json" || how === "policy") && samePolicy(a, b);
}

/** In a policy one element equals a list of it, and the order of a list does not count. */
function samePolicy(a: string, b: string): boolean {
  const left = parseJson(a);
  const right = parseJson(b);
  return left !== undefined && right !== undefined && canonical(left) === canonical(right);
}

function canonical(value: Value): string {
  if (Array.isArray(value)) {
    const elements = value.map(canonical).sort();
    return elements.length === 1 ? (elements[0] ?? "") : `[${elements.join()}]`;
  }
  if (isProperties(value)) {
    const members = Object.keys(value).sort();
    return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`).join()}}`;
  }
  return JSON.stringify(value);
}
