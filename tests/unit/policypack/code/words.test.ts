import assert from "node:assert/strict";
import { printerFor } from "../../../../policypack/code/languages";
import { idiom, inWords, propertyName, setting } from "../../../../policypack/code/words";

const python = printerFor("python");
const go = printerFor("go");
/** The marks around a word, which a name may have in it but for nothing good. */
const [start = "", end = ""] = propertyName("").match(/./gu) ?? [];

describe("words of the program's language in sentences", () => {
  it("are names as that language has them", () => {
    const text = `take \`${propertyName("networkConfiguration.assignPublicIp")}\` out`;
    assert.equal(inWords(text, python), "take `network_configuration.assign_public_ip` out");
    assert.equal(inWords(text, go), "take `NetworkConfiguration.AssignPublicIp` out");
  });

  it("leave other text as it is", () => {
    const text = "no word: {}, \"x\", ${y}, 'z', `launchType`";
    assert.equal(inWords(text, python), text);
  });

  for (const name of [
    `${start}{${end}`,
    `${start}"${end}`,
    `${start}"constructor"${end}`,
    `${start}{"__proto__": 1}${end}`,
    `${start}{"a": {"kind": 7}}${end}`,
    `${start}${start}{"a`,
    `${end}${start}`,
  ]) {
    it(`are not made of ${JSON.stringify(name)} in somebody's name`, () => {
      const text = `\`${name}\` and \`${propertyName("launchType")}\``;
      assert.match(inWords(text, python), /and `launch_type`$/);
    });
  }

  it("are settings and idioms, too", () => {
    assert.match(inWords(setting({ waitForSteadyState: true }), python), /wait_for_steady_state=True/);
    assert.equal(inWords(idiom("json"), python), python.idioms.json);
  });
});
