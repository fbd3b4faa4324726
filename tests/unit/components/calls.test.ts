import assert from "node:assert/strict";
import { inOrderOfCalls } from "../../../components/applications/calls";

describe("the order of calls", () => {
  it("puts each service after those that it calls", () => {
    const calls = { storefront: ["users", "orders"], orders: ["users", "prices"], users: [], prices: [] };
    const order = inOrderOfCalls("shop", calls);
    assert.deepEqual([...order].sort(), Object.keys(calls).sort());
    for (const [caller, callees] of Object.entries(calls)) {
      for (const callee of callees)
        assert.ok(order.indexOf(callee) < order.indexOf(caller), `${callee} < ${caller}`);
    }
  });

  it("names an unknown callee, its caller and the services that there are", () => {
    assert.throws(
      () => inOrderOfCalls("shop", { storefront: ["user"], users: [] }),
      /`shop`: `storefront` calls `user`, which is no service.*`storefront`, `users`/,
    );
  });

  it("names the services of a cycle, and no others", () => {
    assert.throws(
      () => inOrderOfCalls("shop", { storefront: ["a"], a: ["b"], b: ["c"], c: ["a"] }),
      /in a cycle, `a` → `b` → `c` → `a`\./,
    );
    assert.throws(() => inOrderOfCalls("shop", { a: ["a"] }), /`a` → `a`/);
  });

  it("is no place for what every object has", () => {
    assert.throws(
      () => inOrderOfCalls("shop", { a: ["toString"] }),
      /`a` calls `toString`, which is no service/,
    );
  });
});
