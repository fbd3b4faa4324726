import assert from "node:assert/strict";
import { mermaid } from "../../../../cli/drawing/mermaid";
import {
  hostile,
  layeredPicture,
  missingOrder,
  serviceOf,
  stackOf,
  thousandServices,
} from "../../../support/reports-for-pages";

describe("a drawing for Mermaid", () => {
  it("has waves as subgraphs, parts below names, and red for what is missing", () => {
    const services = [
      serviceOf("users"),
      serviceOf("orders", 1, ["users"]),
      serviceOf("gateway", 2, ["orders"], "client-only"),
      serviceOf("batch", 0, [], "none"),
    ];
    const findings = [
      missingOrder("gateway", ["users"]),
      missingOrder("orders", ["batch"], { kind: "question" }),
    ];
    assert.equal(
      mermaid(stackOf("production", { picture: { services, tasks: [] }, findings })),
      `flowchart LR
subgraph w0["Wave 1"]
s0["users<br/>client-server"]
s3["batch"]
end
subgraph w1["Wave 2"]
s1["orders<br/>client-server"]
end
subgraph w2["Wave 3"]
s2(["gateway<br/>client-only"])
end
s0 --> s1
s1 --> s2
s0 --x|missing| s2
s3 -.->|not seen| s1
linkStyle 2,3 stroke:#c0221c,stroke-width:2px
`,
    );
  });

  it("writes all of a name as numbers that could be syntax or Markdown", () => {
    const label = (name: string) => {
      const text = mermaid(
        stackOf("production", { picture: { services: [serviceOf(name, 0, [], "none")], tasks: [] } }),
      );
      return /^s0\["(.*)"\]$/m.exec(text)?.[1];
    };
    assert.equal(label("user-service_v2.main/eu 1"), "user-service_v2.main/eu 1");
    assert.equal(label('"]; click'), "#34;#93;#59;#32;click");
    assert.equal(label("1. first"), "1#46;#32;first");
    assert.equal(label("a--b"), "a#45;#45;b");
    assert.equal(label("#quot;"), "#35;quot#59;");
    assert.equal(label("<b>"), "#60;b#62;");
    assert.equal(label("a\nb\u202ec"), "a#65533;b#65533;c");
    assert.equal(label("Größe 注文"), "Größe 注文");
  });

  it("holds nothing else whatever the names", () => {
    for (const stack of hostile().stacks) {
      for (const line of mermaid(stack).trim().split("\n")) {
        assert.match(
          line,
          /^(flowchart LR|subgraph w\d+\["Wave \d+"\]|end|s\d+(\(\[|\[)"[\p{L}\p{N}\p{M}#;._/<> -]*"\]?\)?\]?|s\d+ (-->|--x\|missing\||-\.->\|not seen\|) s\d+|linkStyle [\d,]+ stroke:#c0221c,stroke-width:2px)$/u,
        );
      }
    }
  });

  it("has at most 500 edges: the missing ones, and those of their services", () => {
    const picture = layeredPicture(1000);
    const text = mermaid(
      stackOf("production", { picture, findings: [missingOrder("service-0500", ["service-0001"])] }),
    );
    assert.match(text, /^%% Mermaid takes 500 edges: 2691 are left out, missing ones last\.$/m);
    assert.equal(text.match(/^s\d+ --x\|missing\| s\d+$/gm)?.length, 1);
    assert.deepEqual(
      new Set(text.match(/^s\d+ --> s\d+$/gm)?.map((edge) => /\bs(1|500)\b/.test(edge))),
      new Set([true]),
    );
  });

  it("has only missing edges where those of their services are too many", () => {
    const [stack = stackOf("none")] = thousandServices().stacks;
    const text = mermaid(stack);
    assert.match(text, /^%% Mermaid takes 500 edges: 2700 are left out, missing ones last\.$/m);
    assert.equal(text.match(/^s\d+ -/gm)?.length, 60);
  });

  it("leaves out services without edges where Mermaid takes no more text", () => {
    const { services } = layeredPicture(1000);
    const named = services.map((service) => ({
      ...service,
      name: `${service.name}-${"x".repeat(40)}`,
      waitsFor: [],
    }));
    const picture = { services: named, tasks: [] };
    const text = mermaid(
      stackOf("production", { picture, findings: [missingOrder("service-0500", ["service-0001"])] }),
    );
    assert.match(text, /^%% Mermaid takes no more text: 998 services without an edge here are left out\.$/m);
    assert.deepEqual(text.match(/^s\d+(?=\[|\()/gm), ["s1", "s500"]);
  });
});
