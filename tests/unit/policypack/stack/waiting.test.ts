import assert from "node:assert/strict";
import type { Resource } from "../../../../policypack/stack/resources";
import { Edges, Order, Waits } from "../../../../policypack/stack/waiting";
import { processorTimeOf } from "../../../support/processor-time";
import { component, edges, graph, resource } from "../../../support/resources";

/** Whether `a` waits for `b` among these resources. */
function waits(...resources: readonly Resource[]): boolean {
  const made = graph(...resources);
  const among = resources.filter(({ urn }) => urn === "a" || urn === "b");
  const [a, b] = [made.get("a"), made.get("b")];
  assert.ok(a && b);
  const known = new Edges(made);
  const answer = new Order(known, among).waits(a, b);
  assert.equal(new Waits(made, known).for(a, b), answer, "asked about one by one");
  return answer;
}

const dependsOn = (...dependencies: readonly string[]) => ({ dependencies });

describe("a resource waits", () => {
  const b = resource("b");
  for (const [name, resources] of [
    ["for what it depends on", [resource("a", dependsOn("b")), b]],
    ["for what a property depends on", [resource("a", edges({ triggers: ["b"] })), b]],
    ["through another resource", [resource("a", dependsOn("x")), resource("x", edges({ y: ["b"] })), b]],
    [
      "through a diamond",
      [
        resource("a", dependsOn("left", "right")),
        resource("left", dependsOn("x")),
        resource("right", dependsOn("b")),
        resource("x"),
        b,
      ],
    ],
    ["for a parent that is a custom resource", [resource("a", { parent: "b" }), b]],
    [
      "for a custom resource further up",
      [resource("a", { parent: "group" }), component("group", { parent: "b" }), b],
    ],
    [
      "for what the component around it depends on",
      [resource("a", { parent: "group" }), component("group", dependsOn("b")), b],
    ],
    [
      "for what a property of the component around it depends on",
      [resource("a", { parent: "group" }), component("group", edges({ api: ["b"] })), b],
    ],
    [
      "for what a component further up depends on",
      [
        resource("a", { parent: "inner" }),
        component("inner", { parent: "outer" }),
        component("outer", dependsOn("b")),
        b,
      ],
    ],
    [
      "for what is in a packaged component that it depends on",
      [resource("a", dependsOn("group")), component("group"), resource("b", { parent: "group" })],
    ],
    [
      "for what is deep in a packaged component that a property depends on",
      [
        resource("a", edges({ triggers: ["outer"] })),
        component("outer"),
        component("inner", { parent: "outer" }),
        resource("x", { parent: "inner" }),
        resource("b", { parent: "x" }),
      ],
    ],
    [
      "for what a resource in a packaged component waits for",
      [
        resource("a", dependsOn("group")),
        component("group"),
        resource("x", { parent: "group", ...dependsOn("b") }),
        b,
      ],
    ],
    [
      "for what its custom parent waits for",
      [resource("a", { parent: "x" }), resource("x", dependsOn("b")), b],
    ],
  ] as const) {
    it(name, () => assert.equal(waits(...resources), true));
  }

  for (const [name, resources] of [
    ["for nothing without edges", [resource("a"), b]],
    ["not for what waits for it", [resource("a"), resource("b", dependsOn("a"))]],
    ["not for its child", [resource("a"), resource("b", { parent: "a" })]],
    [
      "not for its sibling",
      [component("group"), resource("a", { parent: "group" }), resource("b", { parent: "group" })],
    ],
    ["not for a resource out of sight", [resource("a", dependsOn("gone")), b]],
    [
      "not for what depends on the same",
      [resource("a", dependsOn("x")), resource("x"), resource("b", dependsOn("x"))],
    ],
    [
      "not for what is beside its component's parent",
      [
        component("outer"),
        component("inner", { parent: "outer" }),
        resource("a", { parent: "inner" }),
        resource("b", { parent: "outer" }),
      ],
    ],
    [
      "not for itself, being in a component that depends on itself",
      [resource("a", { parent: "group" }), component("group", dependsOn("group")), b],
    ],
    [
      "not through a component that has nothing inside",
      [resource("a", dependsOn("group")), component("group"), b],
    ],
  ] as const) {
    it(name, () => assert.equal(waits(...resources), false));
  }

  it("for nothing that was not asked for", () => {
    const [a, c] = [resource("a", dependsOn("c")), resource("c")];
    assert.equal(new Order(new Edges(graph(a, c)), [a]).waits(a, c), false);
  });

  it("at the end of a cycle, which no engine makes, in finite time", () => {
    const cycle = ["a", "b", "c"].map((urn, at, all) => resource(urn, dependsOn(all[(at + 1) % 3] ?? "")));
    const [a, c] = [cycle[0], cycle[2]];
    assert.ok(a && c);
    assert.equal(new Order(new Edges(graph(...cycle)), cycle).waits(a, c), true);
  });

  it("within parents that are a cycle, in finite time", () => {
    assert.equal(
      waits(
        component("x", { parent: "y" }),
        component("y", { parent: "x" }),
        resource("a", { parent: "x", ...dependsOn("b") }),
        b,
      ),
      true,
    );
  });

  it("along a chain of 20,000 resources", () => {
    const chain = Array.from({ length: 20_000 }, (_, at) => resource(`${at}`, dependsOn(`${at + 1}`)));
    const ends = [chain[0], chain[19_999]];
    const [first, last] = ends;
    assert.ok(first && last);
    const order = new Order(new Edges(graph(...chain)), [first, last]);
    assert.equal(order.waits(first, last), true);
    assert.equal(order.waits(last, first), false);
  });

  it("within 20,000 components inside each other", () => {
    const nested = Array.from({ length: 20_000 }, (_, at) =>
      component(`${at}`, at === 0 ? dependsOn("b") : { parent: `${at - 1}` }),
    );
    const took = processorTimeOf(() =>
      assert.equal(waits(...nested, resource("a", { parent: "19999" }), resource("b")), true),
    );
    assert.ok(took < 2000, `took ${took} ms`);
  });

  it("for 2,000 services among 10,000 resources in about a second", () => {
    const resources = Array.from({ length: 10_000 }, (_, at) =>
      resource(`${at}`, dependsOn(...[at - 1, at - 7, at - 500].filter((other) => other >= 0).map(String))),
    );
    const services = resources.filter((_, at) => at % 5 === 0);
    const made = graph(...resources);
    const took = processorTimeOf(() => {
      const order = new Order(new Edges(made), services);
      let pairs = 0;
      for (const one of services) for (const other of services) if (order.waits(one, other)) pairs++;
      assert.equal(pairs, (2000 * 1999) / 2);
    });
    assert.ok(took < 2000, `took ${took} ms`);
  });
});
