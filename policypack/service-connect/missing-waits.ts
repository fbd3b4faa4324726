/** For which servers a client-only service must wait, and does not. */
import { matches } from "../iam/globs";
import { namespaceTexts } from "./namespaces";
import type { ServiceConnect } from "./neighbours";
import type { Participant } from "./participants";

export interface WaitDemands {
  /**
   * `all` servers of the client's namespace, `referenced` ones, whose host names its containers hold, or `auto`: those
   * that are referenced and, for a client that waits for no server at all, all of them.
   */
  readonly servers: "auto" | "all" | "referenced";
  /** `new`: a client that exists beside servers that exist is only listed. */
  readonly clients: "new" | "all";
  /** Patterns of namespaces, clusters and host names that other stacks serve. */
  readonly external: readonly string[];
}

export interface MissingWaits {
  readonly missing: readonly Participant[];
  /** Those of them that are presumed to be called, or of which only the client's containers tell that they are in its namespace. */
  readonly guessed: readonly Participant[];
  /** The same, where AWS has the client and the server already: in which order they were made is not seen. */
  readonly past: readonly Participant[];
  /** Servers of which it is not known whether the client's containers name them. */
  readonly perhapsCalled: readonly Participant[];
  /** Services of which it cannot be told whether they are servers of its namespace. */
  readonly unclear: readonly Participant[];
  /** Whether it runs no tasks, so that its order does not matter yet. */
  readonly runsNoTasks: boolean;
  /** Whether no service of this stack can be its server, nor configuration names one elsewhere. */
  readonly hasNoServer: boolean;
}

export function missingWaits(
  serviceConnect: ServiceConnect,
  client: Participant,
  { servers: which, clients, external }: WaitDemands,
): MissingWaits {
  const { servers, perhaps, waitsForSome, hasNameless } = serviceConnect.unawaitedBy(client);
  // Where two namespaces cannot be told apart, a server whose name the client's containers hold is in its own.
  const called = hasNameless ? [] : serviceConnect.calledBy(client, perhaps);
  const unawaited = [...servers, ...called];
  const isPast = (server: Participant) => clients === "new" && client.exists && server.exists;
  const isDemandedAnyway = (server: Participant) => {
    if (which !== "auto") return which === "all";
    // A client that is there already has not missed a new server that it does not name.
    if (waitsForSome || (client.exists && !server.exists)) return false;
    return waitsForSome === false ? true : undefined;
  };
  const missing: Participant[] = [];
  const past: Participant[] = [];
  const perhapsCalled: Participant[] = [];
  const guessed = [...called];
  for (const server of unawaited) {
    const grounds = [isDemandedAnyway(server), serviceConnect.calls(client, server)];
    const isAsked = grounds.includes(true) || (grounds.includes(undefined) ? undefined : false);
    const isDemanded = grounds[0] === true;
    if (!isDemanded && serviceConnect.certaintyOfCall(client, server) === "presumed") guessed.push(server);
    if (isAsked === undefined) perhapsCalled.push(server);
    else if (isAsked) (isPast(server) ? past : missing).push(server);
  }
  const texts = [...namespaceTexts(client.namespace), ...serviceConnect.hostsNamedBy(client)];
  const isServedElsewhere = texts.some((text) => external.some((pattern) => matches(pattern, text)));
  const unclear = perhaps.filter((other) => !called.includes(other));
  return {
    missing,
    guessed,
    past,
    perhapsCalled,
    unclear,
    runsNoTasks: client.desiredCount === 0 && unawaited.length + unclear.length > 0,
    hasNoServer: serviceConnect.isAlone(client) && !isServedElsewhere,
  };
}
