import type { Configuration } from "./configuration";
import { partitionOf } from "./configuration";
import type { Properties } from "./properties";

/** A resource that AWS is about to make, or that a program reads. */
export interface Subject {
  token: string;
  /** Its known properties: those the program set and those that follow from its declaration. */
  properties: Properties;
  logicalName: string;
  configuration: Configuration;
  /** The last revision that was seen of a task definition family. */
  lastRevision: (family: string) => number;
  /** What AWS draws at random; for a resource that is only read, the same at each time. */
  draw: (bytes: number) => Buffer;
  /** When the resource was made. */
  madeAt: Date;
}

/** An ARN in the account of the provider, in its Region unless another is given; those of IAM name no Region. */
export function arn(
  configuration: Configuration,
  service: string,
  resource: string,
  region?: string,
): string {
  const place = region ?? (service === "iam" ? "" : configuration.region);
  return `arn:${partitionOf(place || configuration.region)}:${service}:${place}:${configuration.account}:${resource}`;
}

/** What an identity is made of. */
export class Facts {
  constructor(readonly subject: Subject) {}

  text(name: string): string {
    const value = this.subject.properties[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  }

  get name(): string {
    return this.text("name") || this.subject.logicalName;
  }

  get region(): string {
    return this.text("region") || this.subject.configuration.region;
  }

  get account(): string {
    return this.subject.configuration.account;
  }

  arn(service: string, resource: string): string {
    return arn(this.subject.configuration, service, resource, service === "iam" ? undefined : this.region);
  }

  /** An id such as AWS draws at random: `vpc-0123456789abcdef0`. */
  id(prefix: string, digits = 17): string {
    return prefix + this.subject.draw(9).toString("hex").slice(0, digits);
  }

  /** Letters and digits after a prefix, such as the unique ids of IAM. */
  code(prefix: string, letters = 17): string {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    return prefix + [...this.subject.draw(letters)].map((byte) => alphabet[byte % 32]).join("");
  }

  uuid(): string {
    const hex = this.subject.draw(16).toString("hex");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  number(): string {
    return String(this.subject.draw(6).readUIntBE(0, 6));
  }

  /** The path of an IAM resource, with a slash on both sides. */
  get path(): string {
    return this.text("path") || "/";
  }
}

export function lastSegment(text: string): string {
  return text.slice(text.lastIndexOf("/") + 1);
}

/** The id of an availability zone, such as `euw1-az1` of `eu-west-1a`. */
export function zoneId(zone: string): string {
  const [area = "", ...rest] = zone.slice(0, -1).split("-");
  const directions = /north|south|east|west|central|gov/g;
  const initials = [...rest.join("-").matchAll(directions)].map(([direction]) => direction[0]).join("");
  return `${area}${initials}${rest.at(-1) ?? ""}-az${zone.charCodeAt(zone.length - 1) - 96}`;
}
