/** The entries of `services`, of which checks ask. */
import type { Endpoint } from "./endpoints";
import type { Participant } from "./participants";

export interface Entry {
  readonly service: Participant;
  readonly endpoint: Endpoint;
  /** Its place in `services`, from 1. */
  readonly place: number;
}

export function entriesOf(service: Participant): Entry[] {
  const endpoints = service.part.kind === "client-server" ? service.part.endpoints : [];
  return endpoints.map((endpoint, index) => ({ service, endpoint, place: index + 1 }));
}

/** How AWS answers CreateService. */
export function refusal(text: string): string {
  return `AWS refuses the service: InvalidParameterException: ${text}`;
}
