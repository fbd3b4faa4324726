/**
 * Reads requests of the engine before the SDK does. The SDK makes objects of every property of every resource, and
 * of all of them again for each policy about stacks; the policies look at few of them, once. What reads a request
 * is a part of a gRPC service's definition, which whoever starts a server gives.
 */
import type { PolicyResource } from "@pulumi/policy";
import type * as messagesOfSdk from "@pulumi/pulumi/proto/analyzer_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { SeenProperties, SeenResource } from "../judging/seen";
import { inputsOnWire, resourcesOnWire, withoutInputs } from "./wire";

/** What the SDK's server is made of. */
export interface Protocol {
  readonly messages: Pick<
    typeof messagesOfSdk,
    "AnalyzeRequest" | "AnalyzeStackRequest" | "AnalyzerResource" | "AnalyzerResourceOptions"
  > & { readonly Struct: typeof Struct };
  /** The definition that its server is started with. */
  readonly service: Readonly<
    Record<"analyze" | "analyzeStack" | "remediate", { requestDeserialize(bytes: Buffer): unknown }>
  >;
}

/** Requests that came and that the policies have not judged yet. */
export class Incoming {
  private readonly inputs = new Map<string, SeenProperties>();
  private stack: { readonly urn: string; readonly resources: readonly SeenResource[] } | undefined;
  private stacks = 0;

  /** @param onStack is called when a request about a stack is there */
  constructor(private readonly onStack: () => void = () => undefined) {}

  /**
   * Has the SDK's server read requests into here, if it is started afterwards.
   * @param isWanted whether any policy looks at the inputs of a type
   * @throws where the SDK is not made as it is known to be; its server then reads all by itself
   */
  takeFrom({ messages, service }: Protocol, isWanted: (type: string) => boolean): void {
    const alone = (bytes: Buffer) =>
      messages.AnalyzeRequest.deserializeBinary(withoutInputs(bytes)).setProperties(new messages.Struct());
    // The SDK gets one resource for all of a stack: its URN tells the policies which request it is about.
    const standingFor = (urn: string) =>
      new messages.AnalyzeStackRequest().setResourcesList([
        new messages.AnalyzerResource()
          .setUrn(urn)
          .setProperties(new messages.Struct())
          .setOptions(new messages.AnalyzerResourceOptions()),
      ]);
    const { analyze, analyzeStack, remediate } = service;
    // Tried before anything is changed.
    if (alone(Buffer.alloc(0)).getType() !== "" || standingFor("").getResourcesList().length !== 1)
      throw new Error("the messages of the protocol are not as they were");
    if (
      ![analyze, analyzeStack, remediate].every((method) => typeof method.requestDeserialize === "function")
    )
      throw new Error("the service of the protocol is not as it was");

    analyze.requestDeserialize = (bytes) => {
      const request = alone(bytes);
      if (isWanted(request.getType())) this.inputs.set(request.getUrn(), inputsOnWire(bytes));
      return request;
    };
    // There is no policy that changes resources.
    remediate.requestDeserialize = alone;
    analyzeStack.requestDeserialize = (bytes) => {
      const urn = `ecs-guardrails:stack:${this.stacks++}`;
      this.stack = { urn, resources: resourcesOnWire(bytes) };
      this.inputs.clear();
      this.onStack();
      return standingFor(urn);
    };
  }

  /** The inputs of a resource; undefined where the SDK has read them. */
  inputsOf(urn: string): SeenProperties | undefined {
    return this.inputs.get(urn);
  }

  /** All resources of a stack, of which the SDK has shown these; undefined where it has read them. */
  resourcesOf(shown: readonly PolicyResource[]): readonly SeenResource[] | undefined {
    return this.stack && shown[0]?.urn === this.stack.urn ? this.stack.resources : undefined;
  }
}
