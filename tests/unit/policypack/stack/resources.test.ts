import assert from "node:assert/strict";
import type { Resource } from "../../../../policypack/stack/resources";
import { component, graph, resource } from "../../../support/resources";

describe("what is behind an edge", () => {
  const behind = (edge: readonly string[], ...resources: readonly Resource[]) =>
    graph(...resources)
      .behind(edge)
      .map(({ resource: { urn }, packaged }) => `${urn}${packaged ? " packaged" : ""}`)
      .sort();

  it("is the resource itself", () => {
    assert.deepEqual(behind(["a"], resource("a"), resource("b")), ["a"]);
  });
  it("is nothing where the resource is out of sight", () => {
    assert.deepEqual(behind(["gone"], resource("a")), []);
  });
  it("is all that a packaged component holds, and no component", () => {
    const resources = [
      component("group"),
      component("inner", { parent: "group" }),
      resource("a", { parent: "group" }),
      resource("b", { parent: "inner" }),
      resource("c", { parent: "b" }),
      resource("d"),
    ];
    assert.deepEqual(behind(["group"], ...resources), ["a packaged", "b packaged", "c packaged"]);
  });
  // A resource and the component around it, or two components inside each other, tell of one resource twice.
  it("is each resource once", () => {
    const resources = [component("group"), resource("a", { parent: "group" })];
    assert.equal(behind(["group", "a"], ...resources).length, 1);
  });
});
