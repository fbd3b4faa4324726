import assert from "node:assert/strict";
import { AnalyzeRequest, AnalyzerResource, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Incoming, type Protocol } from "../../../../policypack/adapter/incoming";
import { messages, newService } from "../../../support/pack";
import { serialized } from "../../../support/serialized";

const urn = "urn:pulumi:dev::shop::aws:iam/role:Role::role";

function bytesOf(request: AnalyzeRequest | AnalyzeStackRequest): Buffer {
  return serialized(request);
}

const alone = (type: string) =>
  bytesOf(
    new AnalyzeRequest()
      .setUrn(urn)
      .setType(type)
      .setProperties(Struct.fromJavaScript({ path: "/" })),
  );

describe("requests that come in", () => {
  const taken = () => {
    const incoming = new Incoming();
    const service = newService();
    incoming.takeFrom({ messages, service }, (type) => type.startsWith("aws:iam/"));
    return { incoming, service };
  };

  it("are kept for the policies, and the SDK sees nothing of their properties", () => {
    const { incoming, service } = taken();
    for (const method of ["analyze", "remediate"] as const) {
      const request = service[method].requestDeserialize(alone("aws:iam/role:Role")) as AnalyzeRequest;
      assert.equal(request.getUrn(), urn);
      assert.deepEqual(request.getProperties()?.toJavaScript(), {});
    }
    assert.deepEqual(incoming.inputsOf(urn)?.read(), { path: "/" });
  });

  it("are kept only of types that a policy looks at", () => {
    const { incoming, service } = taken();
    service.analyze.requestDeserialize(alone("aws:sqs/queue:Queue"));
    assert.equal(incoming.inputsOf(urn), undefined);
  });

  it("about two stacks are told apart", () => {
    const { incoming, service } = taken();
    const stack = (...names: string[]) =>
      bytesOf(
        new AnalyzeStackRequest().setResourcesList(names.map((name) => new AnalyzerResource().setUrn(name))),
      );
    const shown = (request: unknown) =>
      (request as AnalyzeStackRequest)
        .getResourcesList()
        .map((resource) => ({ urn: resource.getUrn() })) as never;
    const first = shown(service.analyzeStack.requestDeserialize(stack("a", "b")));
    assert.deepEqual(
      incoming.resourcesOf(first)?.map((resource) => resource.urn),
      ["a", "b"],
    );
    const second = shown(service.analyzeStack.requestDeserialize(stack("c")));
    assert.deepEqual(
      incoming.resourcesOf(second)?.map((resource) => resource.urn),
      ["c"],
    );
    assert.equal(incoming.resourcesOf(first), undefined);
  });

  it("are left to the SDK where it has read them", () => {
    const { incoming } = taken();
    assert.equal(incoming.inputsOf(urn), undefined);
    assert.equal(incoming.resourcesOf([{ urn }] as never), undefined);
  });

  for (const [what, edit] of [
    ["has no such service", { service: {} }],
    ["has no such messages", { messages: {} }],
    ["has messages that are built in another way", { messages: { ...messages, AnalyzerResource: class {} } }],
  ] as const) {
    it(`leave an SDK as it is that ${what}`, () => {
      const service = newService();
      const before = { ...service.analyze };
      const protocol = Object.assign({ messages, service }, edit) as unknown as Protocol;
      assert.throws(() => new Incoming().takeFrom(protocol, () => true));
      assert.deepEqual(service.analyze, before);
    });
  }
});
