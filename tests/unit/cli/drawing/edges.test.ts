import assert from "node:assert/strict";
import { awaitedEdges, missingEdges } from "../../../../cli/drawing/edges";
import type { Finding } from "../../../../cli/report/report";
import { missingOrder, serviceOf, stackOf, urnOf } from "../../../support/reports-for-pages";

const services = [serviceOf("gateway", 1, ["users"], "client-only"), serviceOf("users"), serviceOf("orders")];

function missing(...findings: readonly Finding[]) {
  return missingEdges(stackOf("production", { findings, picture: { services, tasks: [] } }));
}

describe("edges between services", () => {
  it("lead from the service that is awaited to the one that waits", () => {
    assert.deepEqual(awaitedEdges({ services, tasks: [] }), [{ kind: "awaited", from: 1, to: 0 }]);
  });

  it("leave out what is awaited and not in the picture", () => {
    assert.deepEqual(awaitedEdges({ services: services.slice(0, 1), tasks: [] }), []);
  });
});

describe("missing edges", () => {
  it("lead from what a finding misses to the service that it is about", () => {
    assert.deepEqual(missing(missingOrder("gateway", ["users", "orders"])), [
      { kind: "missing", from: 1, to: 0 },
      { kind: "missing", from: 2, to: 0 },
    ]);
  });

  it("of questions are not seen", () => {
    assert.deepEqual(missing(missingOrder("gateway", ["orders"], { kind: "question" })), [
      { kind: "unseen", from: 2, to: 0 },
    ]);
  });

  it("are missing where one finding says so and another asks, in either order", () => {
    const finding = missingOrder("gateway", ["orders"]);
    const question = missingOrder("gateway", ["orders"], { kind: "question" });
    const expected = [{ kind: "missing", from: 2, to: 0 }];
    assert.deepEqual(missing(finding, question), expected);
    assert.deepEqual(missing(question, finding), expected);
  });

  it("are none where the finding is exempted", () => {
    assert.deepEqual(missing(missingOrder("gateway", ["orders"], { exemption: { reason: "known" } })), []);
  });

  it("are none from steps that are awaited, that name no resource, or another one than a service", () => {
    const finding = missingOrder("gateway", []);
    const why = [
      { urn: urnOf("orders"), text: "awaited" },
      { text: "nothing", unawaited: true as const },
      { urn: urnOf("policy", "aws:iam/rolePolicy:RolePolicy"), text: "policy", unawaited: true as const },
      { urn: urnOf("gateway"), text: "itself", unawaited: true as const },
    ];
    assert.deepEqual(missing({ ...finding, why }), []);
  });

  it("are none where the finding is about another resource than a service", () => {
    const places = [{ urn: urnOf("other"), ids: [] }] as const;
    assert.deepEqual(missing({ ...missingOrder("gateway", ["orders"]), places }), []);
  });
});
