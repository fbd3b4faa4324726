import assert from "node:assert/strict";
import type { Point } from "../../../../cli/drawing/curve";
import { curve, ends } from "../../../../cli/drawing/curve";
import { type Drawing, drawing, type Node } from "../../../../cli/drawing/waves";
import {
  layeredPicture,
  market,
  missingOrder,
  serviceOf,
  stackOf,
  thousandServices,
} from "../../../support/reports-for-pages";

const byName = ({ nodes }: Drawing, name: string): Node => {
  const node = nodes.find(({ service }) => service.name === name);
  assert.ok(node, name);
  return node;
};

describe("the layout of services in waves", () => {
  const drawn = drawing(market());

  it("puts each wave into a column, from left to right", () => {
    const columns = [0, 1, 2, 3].map((wave) => [
      ...new Set(drawn.nodes.filter(({ service }) => service.wave === wave).map(({ x }) => x)),
    ]);
    assert.deepEqual(
      columns.map((xs) => xs.length),
      [1, 1, 1, 1],
    );
    assert.deepEqual(
      columns.flat(),
      columns.flat().toSorted((one, other) => one - other),
    );
  });

  it("counts the services of each wave", () => {
    assert.deepEqual(
      drawn.waves.map(({ number, services }) => [number, services]),
      [
        [0, 4],
        [1, 3],
        [2, 2],
        [3, 1],
      ],
    );
  });

  it("is the same each time", () => {
    assert.deepEqual(drawing(market()), drawn);
  });

  it("puts services beside those that they wait for", () => {
    const services = [
      serviceOf("one"),
      serviceOf("two"),
      serviceOf("three"),
      serviceOf("after-three", 1, ["three"]),
      serviceOf("after-two", 1, ["two"]),
      serviceOf("after-one", 1, ["one"]),
    ];
    const { lines } = drawing(stackOf("production", { picture: { services, tasks: [] } }));
    assert.deepEqual(
      lines.map(({ points: [from, to] }) => (to?.y ?? 0) - (from?.y ?? 0)),
      [0, 0, 0],
    );
  });

  it("leads long lines around the services between", () => {
    const far = drawn.lines.find(({ from, to }) => from === 0 && to === 8);
    assert.equal(far?.points.length, 6);
    const between = drawn.nodes.filter(({ service }) => service.wave === 1 || service.wave === 2);
    for (const { x, y } of far?.points.slice(1, -1) ?? []) {
      for (const node of between.filter((each) => each.x === x)) {
        assert.ok(y < node.y || y > node.y + node.height, node.service.name);
      }
    }
  });

  it("leads a line between services of one wave along their right side", () => {
    const services = [serviceOf("server"), serviceOf("client", 0, [], "client-only")];
    const stack = stackOf("production", {
      picture: { services, tasks: [] },
      findings: [missingOrder("client", ["server"])],
    });
    const beside = drawing(stack);
    const right = byName(beside, "server").x + byName(beside, "server").width;
    assert.deepEqual(
      beside.lines.map(({ points }) => points.map(({ x }) => x)),
      [[right, right]],
    );
    assert.ok(beside.width > right + 40);
  });

  it("leaves out what is awaited beyond 60 lines, and keeps what is missing", () => {
    const picture = layeredPicture(40);
    const findings = [missingOrder("service-0020", ["service-0001"])];
    const many = drawing(stackOf("production", { picture, findings }));
    assert.equal(many.onlyMissing, true);
    assert.deepEqual(
      many.lines.map(({ kind, from, to }) => [kind, from, to]),
      [["missing", 1, 20]],
    );
    assert.deepEqual(many.nodes[20]?.awaited, [16, 19]);
  });

  it("is as wide as it is of use for a thousand services, and none covers another", () => {
    const [stack = stackOf("none")] = thousandServices().stacks;
    const { nodes, width, height } = drawing(stack);
    assert.equal(nodes.length, 1000);
    assert.equal(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size, 1000);
    assert.ok(width < 12_000 && height < 2_500, `${width} x ${height}`);
    for (const { x, y, ...box } of nodes) assert.ok(x + box.width <= width && y + box.height <= height);
    assert.deepEqual(overlapping(nodes), []);
  });

  it("of no services is empty", () => {
    const { nodes, waves, lines } = drawing(stackOf("production"));
    assert.deepEqual({ nodes, waves, lines }, { nodes: [], waves: [], lines: [] });
  });
});

describe("lines", () => {
  const box = (x: number, y: number) => ({ x, y, width: 10, height: 4 });

  it("leave on the side of the other service, and enter on the side of the first", () => {
    assert.deepEqual(ends(box(0, 0), box(30, 10)), [point(10, 2), point(30, 12)]);
    assert.deepEqual(ends(box(30, 10), box(0, 0)), [point(30, 12), point(10, 2)]);
    assert.deepEqual(ends(box(0, 0), box(0, 10)), [point(10, 2), point(10, 12)]);
  });

  it("are level at their ends, straight where both are at one height, and a loop in one column", () => {
    assert.equal(curve([point(0, 0), point(10, 6)]), "M0,0C5,0 5,6 10,6");
    assert.equal(curve([point(0, 0), point(10, 0)]), "M0,0H10");
    assert.equal(curve([point(10, 0), point(10, 8)]), "M10,0C50,0 50,8 10,8");
  });
});

function point(x: number, y: number): Point {
  return { x, y };
}

/** Neighbours in one column that are not one below the other. */
function overlapping(nodes: readonly Node[]): readonly string[] {
  const sorted = nodes.toSorted((one, other) => one.x - other.x || one.y - other.y);
  return sorted.flatMap((node, index) => {
    const above = sorted[index - 1];
    const covers = above !== undefined && above.x === node.x && above.y + above.height > node.y;
    return covers ? [node.service.name] : [];
  });
}
