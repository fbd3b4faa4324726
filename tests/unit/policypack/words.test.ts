/** Sentences of messages call what is the program's as the program does. */
import assert from "node:assert/strict";
import { type Language, languages, printerFor } from "../../../policypack/code/languages";
import { idiom, inWords, propertyName, setting } from "../../../policypack/code/words";
import { judgeState } from "../../../policypack/judging";
import { outputsAreNotText } from "../../support/policy-names";
import { type Program, programsOfTests } from "../../support/programs-of-tests";
import { seenInState } from "../../support/seen-in-state";

/** More than this many resources are made for speed, of few kinds. */
const mostResources = 150;

/** Keys of container definitions, which are JSON in every language, options of policies, and resources of the tests. */
const ofOthers = new Set([
  ...["containerName", "containerPort", "containerPortRange", "dependsOn", "disableNetworking", "dnsServers"],
  ...["dockerSecurityOptions", "environmentFiles", "extraHosts", "hardLimit", "healthCheck", "hostPort"],
  ...[
    "linuxParameters",
    "logConfiguration",
    "firelensConfiguration",
    "memoryReservation",
    "portMappings",
    "restartPolicy",
    "softLimit",
  ],
  ...["sourceContainer", "sourceVolume", "valueFrom"],
  ...["externalRoles", "ecsTaskExecutionRole", "jobsExecutionRole"],
]);

describe("words of the program in messages", () => {
  const said = (text: string) => languages.map((language) => inWords(text, printerFor(language)));

  it("are properties", () => {
    assert.deepEqual(said(`set \`${propertyName("serviceConnectConfiguration.namespace")}\``), [
      "set `serviceConnectConfiguration.namespace`",
      "set `service_connect_configuration.namespace`",
      "set `ServiceConnectConfiguration.Namespace`",
      "set `ServiceConnectConfiguration.Namespace`",
      "set `serviceConnectConfiguration.namespace`",
      "set `serviceConnectConfiguration.namespace`",
    ]);
  });

  it("are properties with values", () => {
    assert.deepEqual(said(setting({ networkMode: "awsvpc" })), [
      'networkMode: "awsvpc"',
      'network_mode="awsvpc"',
      'NetworkMode: pulumi.String("awsvpc")',
      'NetworkMode = "awsvpc"',
      '.networkMode("awsvpc")',
      "networkMode: awsvpc",
    ]);
  });

  it("are what the language has for it", () => {
    assert.deepEqual(said(`${idiom("json")}, ${idiom("apply")}`), [
      "pulumi.jsonStringify, apply",
      "pulumi.Output.json_dumps, apply",
      "pulumi.JSONMarshal, ApplyT",
      "Output.JsonSerialize, Apply",
      "serializeJson, applyValue",
      "fn::toJSON, apply",
    ]);
  });

  it("leave other words alone", () => {
    assert.deepEqual(
      new Set(said("`networkMode`, \u{f0000} of `a`")),
      new Set(["`networkMode`, \u{f0000} of `a`"]),
    );
  });
});

describe("messages about the programs of the tests", function () {
  this.timeout("5m");

  let programs: readonly Program[];
  before(async () => {
    programs = (await programsOfTests()).filter(({ resources }) => resources.length <= mostResources);
  });

  /** Messages and the steps beside them, and what is drawn, which is in the words of the provider. */
  function told(language: Language) {
    const said = new Set<string>();
    const drawn: string[] = [];
    for (const { resources, config } of programs) {
      const first = config[outputsAreNotText];
      const options = typeof first === "object" ? first : {};
      const settings = { ...config, [outputsAreNotText]: { ...options, language } };
      const { reports, picture } = judgeState(seenInState(resources), settings);
      for (const { message, why } of reports)
        for (const text of [message, ...why.map((step) => step.text)]) said.add(text);
      drawn.push(JSON.stringify(picture));
    }
    return { said: [...said], drawn };
  }

  for (const language of ["python", "csharp"] as const)
    it(`hold words of ${language}, and those that are AWS's own or the pack's`, () => {
      const { said, drawn } = told(language);
      assert.ok(said.length > 500, `${said.length}`);
      for (const text of [...said, ...drawn]) assert.doesNotMatch(text, /[\u{f0000}\u{f0001}]/u);
      for (const text of said) {
        const words = [...text.matchAll(/`([a-z]+[A-Z]\w*)(?:\.\w+)*`/g)].map(([, word = ""]) => word);
        assert.deepEqual(
          words.filter((word) => !ofOthers.has(word)),
          [],
          text,
        );
      }
    });
});
