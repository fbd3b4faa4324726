/** The form of checks of what services say about Service Connect. */
import type { Finding } from "../verdicts/findings";
import type { FindingKind } from "../verdicts/kinds";
import type { Endpoint } from "./endpoints";
import type { Participant } from "./participants";

/** What is wrong with a service, or with an entry of its `services`. */
export interface Fault {
  /** Completes "Service `shop`", or "Entry 1 of `services` of `shop`". */
  readonly text: string;
  /** What comes of it, in a few words, where it is not that AWS refuses the service. */
  readonly outcome?: string;
  /** What fails, with the words of AWS. */
  readonly fails: string;
  readonly change: string;
  /** Proven unless it says otherwise. */
  readonly certainty?: Finding["certainty"];
}

/** An entry of `services`. */
export interface Entry {
  readonly service: Participant;
  readonly endpoint: Endpoint;
  /** Its place in `services`, from 1. */
  readonly place: number;
}

/** One thing that can be wrong. */
export interface Check<Subject> {
  readonly kind: FindingKind;
  /** The fault; undefined where there is none, as far as can be seen. */
  find(subject: Subject): Fault | undefined;
}

export function entriesOf(service: Participant): Entry[] {
  const endpoints = service.part.kind === "client-server" ? service.part.endpoints : [];
  return endpoints.map((endpoint, index) => ({ service, endpoint, place: index + 1 }));
}

/** How AWS answers CreateService. */
export function refusal(text: string): string {
  return `AWS refuses the service: InvalidParameterException: ${text}`;
}
