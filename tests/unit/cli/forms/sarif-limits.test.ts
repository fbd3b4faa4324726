import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import type { Result, Run } from "sarif";
import { sarif } from "../../../../cli/forms/sarif";
import { finding, many, urnOf } from "../../../support/reports";
import { only, withFindings } from "../../../support/sarif/read-back";

const urn = urnOf("shop", "aws:ecs/service:Service", "web");

describe("the limits of code scanning", () => {
  it("leave out the least urgent of more than 25,000 results, and say so", function () {
    this.timeout(60_000);
    const text = sarif(many(30_000));
    const { results = [], invocations }: Run = JSON.parse(text).runs[0];
    assert.equal(results.length, 25_000);
    const standings = new Set(results.slice(6_000).map(({ properties }) => properties?.standing));
    assert.deepEqual([...standings], ["presumed", "advised", "undetermined", "exempted"]);
    assert.equal(results.filter(({ properties }) => properties?.standing === "exempted").length, 1_000);
    assert.deepEqual(invocations?.[0]?.toolExecutionNotifications, [
      {
        level: "warning",
        message: {
          text: "5000 findings were left out, the least urgent, to stay within the limits of code scanning.",
        },
      },
    ]);
    assert.ok(gzipSync(text).length < 10_000_000);
  });

  const sample = many(200);
  const size = gzipSync(sarif(sample)).length;
  const detailed = ({ message, codeFlows }: Result) =>
    message.markdown !== undefined || codeFlows !== undefined;

  it("take details from the least urgent of a file that is too large", () => {
    const bytes = Math.floor(size * 0.97);
    const text = sarif(sample, { limits: { results: 1000, bytes } });
    const results: Result[] = JSON.parse(text).runs[0].results;
    assert.ok(gzipSync(text).length <= bytes);
    assert.equal(results.length, 200);
    const count = results.filter(detailed).length;
    assert.ok(count > 0 && count < 200, `${count}`);
    assert.deepEqual(results.slice(0, count).map(detailed), Array(count).fill(true));
  });

  it("leave out the least urgent of one that is too large without", () => {
    const bytes = Math.floor(size * 0.3);
    const text = sarif(sample, { limits: { results: 1000, bytes } });
    const run: Run = JSON.parse(text).runs[0];
    const results = run.results ?? [];
    assert.ok(gzipSync(text).length <= bytes);
    assert.ok(results.length > 0 && results.length < 200, `${results.length}`);
    assert.equal(results.filter(detailed).length, 0);
    assert.equal(results[0]?.properties?.standing, "rejected");
    const left = 200 - results.length;
    assert.match(
      run.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text ?? "",
      new RegExp(`^${left} findings were left out`),
    );
  });

  it("cut related locations and steps", () => {
    const why = Array.from({ length: 1200 }, (_, step) => ({ urn: `${urn}-${step}`, text: `step ${step}` }));
    const result = only(withFindings(finding(urn, { why })));
    assert.equal(result.relatedLocations?.length, 100);
    assert.equal(result.codeFlows?.[0]?.threadFlows[0]?.locations.length, 1000);
  });
});
