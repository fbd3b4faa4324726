import * as assert from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Attribute, Attributes, ResourceType } from "../../../offline/aws/declarations";
import type { Properties, Value } from "../../../offline/aws/properties";
import { containsUnknown, UNKNOWN } from "../../../offline/aws/properties";
import { Provider } from "../../../offline/aws/provider";

const types: Record<string, ResourceType> = JSON.parse(
  readFileSync(join(__dirname, "../../../offline/aws/types.json"), "utf8"),
).types;

/** Defaults that do not fit an application load balancer are not planned for one. */
const SUPPRESSED = new Set(["enableCrossZoneLoadBalancing", "dnsRecordClientRoutingPolicy"]);
const seed = Buffer.from("0123456789abcdef0123456789abcdef");

function urnOf(token: string): string {
  return `urn:pulumi:dev::shop::${token}::thing`;
}

/** A value that the provider accepts for a property, or another one that it cannot take for the same. */
function sample(attribute: Attribute, other = false): Value {
  if (attribute.validate === "policy") {
    return `{"Version":"2012-10-17","Statement":[{"Effect":"${other ? "Deny" : "Allow"}","Action":"*","Resource":"*"}]}`;
  }
  if (attribute.validate === "containerDefinitions") {
    return `[{"name":"app","image":"${other ? "httpd" : "nginx"}"}]`;
  }
  switch (attribute.type) {
    case "array":
      return [attribute.attributes === undefined ? String(other) : block(attribute.attributes, other)];
    case "object":
      return attribute.attributes === undefined ? { enabled: other } : block(attribute.attributes, other);
    case "map":
      return { key: String(other) };
    case "number":
      return other ? 8 : 7;
    case "boolean":
      return other;
    default:
      return other ? "other" : "text";
  }
}

/** The required members of a block, and one at least. */
function block(attributes: Attributes, other: boolean): Properties {
  const settable = Object.entries(attributes).find(([, attribute]) => attribute.class !== "computed");
  const first: Properties = settable === undefined ? {} : { [settable[0]]: sample(settable[1], other) };
  return { ...required(attributes), ...first };
}

function required(attributes: Attributes): Properties {
  const members = Object.entries(attributes).filter(
    ([, attribute]) => attribute.class === "required" && attribute.whenUnset !== "autoName",
  );
  return Object.fromEntries(members.map(([name, attribute]) => [name, sample(attribute)]));
}

/** What a create preview returns where the program says nothing. */
function expectedWhenUnset(
  name: string,
  attribute: Attribute,
  planned: Value | undefined,
): Value | undefined {
  const whenUnset = attribute.whenUnset;
  if (typeof whenUnset === "object") {
    return "default" in whenUnset && !SUPPRESSED.has(name) ? whenUnset.default : null;
  }
  switch (whenUnset) {
    case "null":
      return null;
    case "emptyArray":
      return [];
    case "providerRegion":
      return "us-east-1";
    case "autoName":
      return typeof planned === "string" && /^(alias\/)?thing-[0-9a-f]{7}$/.test(planned)
        ? planned
        : "thing-…";
    default:
      return UNKNOWN;
  }
}

for (const [token, type] of Object.entries(types)) {
  describe(`the AWS stand-in's ${token}`, () => {
    const urn = urnOf(token);
    const program = required(type.attributes);
    const provider = new Provider();
    const checked = () => provider.check(urn, {}, program, { seed });

    it("plans for what the program left open what its declaration says", () => {
      const planned = provider.previewCreate(urn, checked().inputs);
      for (const [name, attribute] of Object.entries(type.attributes)) {
        const autonamed = attribute.whenUnset === "autoName" || type.autonaming?.property === name;
        if (name in program) {
          assert.ok(
            !containsUnknown(planned[name]) || attribute.attributes !== undefined,
            `${name} is known`,
          );
        } else {
          const expected = expectedWhenUnset(
            name,
            autonamed ? { ...attribute, whenUnset: "autoName" } : attribute,
            planned[name],
          );
          assert.deepStrictEqual(planned[name], expected, name);
        }
      }
      const names = [...Object.keys(type.attributes), ...(type.idAttribute === false ? [] : ["id"])];
      assert.deepStrictEqual(Object.keys(planned).sort(), names.sort());
      assert.strictEqual(planned.id, type.idAttribute === false ? undefined : UNKNOWN);
    });

    it("fills in names and defaults that are not empty, and lists them", () => {
      const { inputs, failures } = checked();
      assert.deepStrictEqual(failures, []);
      const defaulted = Object.entries(type.attributes)
        .filter(([name, { whenUnset, deprecated }]) => {
          const named = whenUnset === "autoName" || type.autonaming?.property === name;
          const value =
            typeof whenUnset === "object" && "default" in whenUnset ? whenUnset.default : undefined;
          return named || (value && deprecated !== true);
        })
        .map(([name]) => name);
      assert.deepStrictEqual(inputs.__defaults, defaulted.sort());
      const tagged = "tagsAll" in type.attributes ? ["tagsAll"] : [];
      assert.deepStrictEqual(
        Object.keys(inputs).sort(),
        [...Object.keys(program), ...defaulted, ...tagged, "__defaults"].sort(),
      );
    });

    for (const name of Object.keys(program)) {
      it(`demands ${name}`, () => {
        const { [name]: _, ...rest } = program;
        const { failures } = provider.check(urn, {}, rest, { seed });
        assert.strictEqual(failures.length, 1);
        assert.match(failures[0] ?? "", new RegExp(`^Missing required argument\\..*'thing\\.${name}'\\.$`));
      });
    }

    it("knows every property once the resource is made, and then plans no change", async () => {
      const { inputs } = checked();
      const { id, outputs } = await provider.create(urn, inputs);
      assert.notStrictEqual(id, "");
      assert.ok(!containsUnknown(outputs));
      const again = provider.check(urn, inputs, program, { seed: Buffer.from("another seed") });
      assert.deepStrictEqual(again.inputs, inputs);
      assert.deepStrictEqual(provider.diff(urn, inputs, outputs, inputs).differences, []);
      assert.deepStrictEqual(provider.update(urn, id, outputs, inputs), outputs);
    });

    it("replaces the resource for a change of a ForceNew property and of no other", async () => {
      const settable = Object.entries(type.attributes).filter(
        ([name, { class: declared, writeOnly }]) =>
          declared !== "computed" && writeOnly !== true && name !== "region",
      );
      for (const [name, attribute] of settable) {
        const olds = provider.check(
          urn,
          {},
          // Without these some properties do not count.
          { ...program, protocol: "HTTPS", [name]: sample(attribute), forceNewDeployment: true },
          { seed },
        );
        const news: Properties = {
          ...olds.inputs,
          [name]: name === "forceNewDeployment" ? false : sample(attribute, true),
        };
        const { outputs } = await provider.create(urn, olds.inputs);
        const found = provider.diff(urn, olds.inputs, outputs, news).differences;
        const difference = found.find(({ property }) => property === name);
        assert.strictEqual(difference?.replaces, attribute.forceNew === true, name);
      }
    });
  });
}
