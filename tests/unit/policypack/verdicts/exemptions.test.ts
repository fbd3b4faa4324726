import assert from "node:assert/strict";
import { Exemptions } from "../../../../policypack/verdicts/exemptions";

const today = "2026-06-15";
const urn = "urn:pulumi:prod::shop::aws:ecs/service:Service::web";
const stack = "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod";
const ids = ["client-without-server/orders", "client-without-server/users"];
const reason = "moves next month";
const exempt = (...exemptions: object[]) => new Exemptions({ exemptions }, today);

describe("exemptions", () => {
  for (const [name, entry, left] of [
    ["cover by the logical name", { resource: "web" }, []],
    ["cover by the URN", { resource: urn }, []],
    ["cover by a pattern of names", { resource: "w?b" }, []],
    ["cover by a pattern of URNs", { resource: "*:aws:ecs/service:Service::*" }, []],
    ["do not cover by a part of the name", { resource: "we" }, ids],
    ["do not cover by a name in another case", { resource: "Web" }, ids],
    ["cover in the project and stack that they name", { resource: "web", project: "shop", stack: "pr*" }, []],
    ["do not cover in another project", { resource: "web", project: "bank" }, ids],
    ["do not cover in another stack", { resource: "web", stack: "dev" }, ids],
    ["cover one finding", { resource: "web", finding: "client-without-server/users" }, [ids[0]]],
    ["cover findings by a pattern", { resource: "web", finding: "client-without-server/*" }, []],
    ["cover no other finding", { resource: "web", finding: "no-server" }, ids],
    ["cover until their last day", { resource: "web", expires: today }, []],
    ["do not cover after it", { resource: "web", expires: "2026-06-14" }, ids],
  ] as const) {
    it(name, () => {
      assert.deepEqual(exempt({ ...entry, reason }).apply({ urn, ids }).ids, left);
    });
  }

  it("without a reason do not cover", () => {
    assert.deepEqual(exempt({ resource: "web" }).apply({ urn, ids }).ids, ids);
  });
  it("with a day that there is not do not cover", () => {
    assert.deepEqual(exempt({ resource: "web", reason, expires: "2026-13-45" }).apply({ urn, ids }).ids, ids);
  });
  it("that are no list do not cover", () => {
    assert.deepEqual(new Exemptions({ exemptions: "web" }, today).apply({ urn, ids }).ids, ids);
  });
  it("say that they have expired", () => {
    const { expired } = exempt({ resource: "web", reason, expires: "2026-06-14" }).apply({ urn, ids });
    assert.deepEqual(expired, ["An exemption from this expired on 2026-06-14: moves next month"]);
  });
  it("that hold make up for such as have expired", () => {
    const both = exempt({ resource: "web", reason, expires: "2026-01-01" }, { resource: "web", reason });
    const by = { resource: "web", reason };
    const accepted = ids.map((id) => ({ id, by }));
    assert.deepEqual(both.apply({ urn, ids }), { ids: [], accepted, expired: [] });
  });

  it("cover by the names that a finding had before, and name it as it is called now", () => {
    const formerly = new Map([["secret-unreadable/app/url", ["secret-unreadable/database-url"]]]);
    const place = { urn, ids: ["secret-unreadable/app/url", "secret-unreadable/app/token"], formerly };
    const before = exempt({ resource: "web", reason, finding: "secret-unreadable/database-url" });
    assert.deepEqual(before.apply(place).ids, ["secret-unreadable/app/token"]);
    assert.deepEqual(before.notes(stack), ["secret-unreadable/app/url on `web` is exempt: moves next month"]);
    const other = exempt({ resource: "web", reason, finding: "secret-unreadable/database" });
    assert.deepEqual(other.apply(place).ids, place.ids);
  });

  it("name what they have covered, with the reason", () => {
    const used = exempt({ resource: "web", reason, finding: "*/users", expires: "2026-07-01" });
    used.apply({ urn, ids });
    assert.deepEqual(used.notes(stack), [
      "client-without-server/users on `web` is exempt (until 2026-07-01): moves next month",
    ]);
  });
  it("that cover nothing are mentioned", () => {
    const idle = exempt({ resource: "wbe", reason }, { resource: "web", finding: "x", reason });
    idle.apply({ urn, ids });
    assert.deepEqual(idle.notes(stack), [
      'the exemption for "wbe" covers nothing here',
      'the exemption for "web" covers no x here',
    ]);
  });
  it("for another project or stack are not mentioned", () => {
    const elsewhere = exempt(
      { resource: "wbe", reason, project: "bank" },
      { resource: "wbe", reason, stack: "dev" },
    );
    assert.deepEqual(elsewhere.notes(stack), []);
  });
  it("for URNs of another stack are not mentioned, as in a baseline of many", () => {
    const web = "aws:ecs/service:Service::wbe";
    const baseline = exempt(
      { resource: `urn:pulumi:dev::shop::${web}`, reason },
      { resource: `urn:pulumi:prod::bank::${web}`, reason },
      { resource: `urn:pulumi:prod::shop::${web}`, reason },
      { resource: `urn:pulumi:*::shop::${web}`, reason },
    );
    assert.deepEqual(baseline.notes(stack), [
      `the exemption for "urn:pulumi:prod::shop::${web}" covers nothing here`,
      `the exemption for "urn:pulumi:*::shop::${web}" covers nothing here`,
    ]);
  });
  it("that cover nothing are counted where they are many", () => {
    const many = exempt(
      ...Array.from({ length: 1000 }, (_, index) => ({ resource: `gone-${index}`, reason })),
    );
    const notes = many.notes(stack);
    assert.equal(notes.length, 11);
    assert.equal(notes[10], "990 more exemptions cover nothing here");
  });
  it("that have expired count as covering something", () => {
    const expired = exempt({ resource: "web", reason, expires: "2026-01-01" });
    expired.apply({ urn, ids });
    assert.deepEqual(expired.notes(stack), []);
  });
  it("know a name that looks like the end of a URN", () => {
    const named = "urn:pulumi:prod::shop::aws:ecs/service:Service::a::b";
    assert.deepEqual(exempt({ resource: "a::b", reason }).apply({ urn: named, ids }).ids, []);
  });
});
