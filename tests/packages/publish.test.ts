/** `pulumi policy publish` and what follows it, by the real CLI, on a stand-in for Pulumi Cloud. */
import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, relative, sep } from "node:path";
import { previewStack } from "../../offline/stacks";
import { type Outcome, policyPack, root, Workspace } from "../../offline/workspace";
import { policies } from "../../policypack/adapter/pack";
import { resourceRules, rules } from "../../policypack/rules";
import { codeBlocks } from "../support/documents";
import { type PolicyMetadata, PulumiCloud } from "../support/pulumi-cloud";
import { filesIn, npm, pack as packed, unpack } from "../support/tarballs";

const manifest = JSON.parse(readFileSync(join(policyPack, "package.json"), "utf8")) as {
  name: string;
  version: string;
};
const pack = "ecs-guardrails";
/** What a pack of an organisation's own needs of the package's types. */
const typesOfOwnPacks = ["bin/guardrails.d.ts", "bin/settings.d.ts", "bin/verdicts/config-entries.d.ts"];
/** One of them gets the pack as npm installs it, the other one as it is in a clone. */
const [fromNpm, fromClone] = ["acme", "acme-platform"];

describe("pulumi policy publish", function () {
  this.timeout("10m");

  let workspace: Workspace;
  let cloud: PulumiCloud;

  before("finding the CLI", async function () {
    this.timeout("30m");
    workspace = await Workspace.open((message) => console.log(message));
    cloud = await PulumiCloud.open([fromNpm, fromClone]);
    const credentials = { PULUMI_ACCESS_TOKEN: cloud.token };
    succeeded(await workspace.run(["login", cloud.url], { cwd: workspace.folder, environment: credentials }));
  });

  afterEach("every request is one that the CLI is known to make", () => {
    assert.deepEqual(cloud.refused.splice(0), []);
  });

  after(async () => {
    await cloud?.close();
    workspace?.close();
  });

  /** What the CLI uploaded for an organisation, unpacked; its files, with `/` between folders. */
  async function unpacked(organisation: string): Promise<{ folder: string; files: string[] }> {
    const tarball = join(mkdtempSync(join(workspace.folder, "uploaded-")), "pack.tgz");
    writeFileSync(tarball, cloud.published(organisation, pack, manifest.version).tarball);
    // The CLI takes what is in this folder when it installs the pack for a stack.
    const folder = await unpack(tarball);
    return { folder, files: filesIn(folder) };
  }

  function written(config: unknown): string {
    const file = join(mkdtempSync(join(workspace.folder, "config-")), "config.json");
    writeFileSync(file, JSON.stringify(config));
    return file;
  }

  /** Gives the pack to a policy group of the organisation. */
  async function enable(config: unknown): Promise<void> {
    const args = ["policy", "enable", `${fromNpm}/${pack}`, manifest.version, "--policy-group", "production"];
    succeeded(await workspace.run([...args, "--config", written(config)], { cwd: workspace.folder }));
  }

  it("publishes the pack from where npm has installed it", async () => {
    const tarball = await packed("policypack", workspace.folder);
    const project = mkdtempSync(join(workspace.folder, "project-"));
    writeFileSync(join(project, "package.json"), JSON.stringify({ name: "project", private: true }));
    await npm(["install", tarball], project);
    const installed = join(project, "node_modules", manifest.name);
    const { output } = succeeded(await workspace.run(["policy", "publish", fromNpm], { cwd: installed }));
    assert.match(output, new RegExp(`Publishing "${pack}" - version ${manifest.version} to "${fromNpm}"`));
    assert.ok(cloud.published(fromNpm, pack, manifest.version));
  });

  it("publishes the same from a clone, with the token in the environment", async () => {
    const clone = mkdtempSync(join(workspace.folder, "clone-"));
    const folder = join(clone, "policypack");
    cpSync(policyPack, folder, {
      recursive: true,
      filter: (path) => !relative(policyPack, path).split(sep).includes("node_modules"),
    });
    cpSync(join(root, "tsconfig.base.json"), join(clone, "tsconfig.base.json"));
    symlinkSync(join(root, "node_modules"), join(clone, "node_modules"), "junction");
    const home = join(clone, "home");
    mkdirSync(home);
    const environment = {
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: cloud.url,
      PULUMI_ACCESS_TOKEN: cloud.token,
    };
    succeeded(await workspace.run(["policy", "publish", fromClone], { cwd: folder, environment }));
    const [one, other] = [await unpacked(fromNpm), await unpacked(fromClone)];
    assert.deepEqual(other.files, one.files);
    for (const file of one.files)
      assert.deepEqual(readFileSync(join(other.folder, file)), readFileSync(join(one.folder, file)), file);
    assert.deepEqual(
      cloud.published(fromClone, pack, manifest.version).metadata.policies,
      cloud.published(fromNpm, pack, manifest.version).metadata.policies,
    );
  });

  it("uploads what the pack needs to run and what people read, and nothing else", async () => {
    const sources = filesIn(policyPack).filter((file) => !/^(bin|node_modules|scripts)\//.test(file));
    const compiled = sources.flatMap((file) => {
      if (file.endsWith(".generated.json")) return `bin/${file}`;
      return file.endsWith(".ts") ? `bin/${file.replace(/\.ts$/, ".js")}` : [];
    });
    assert.deepEqual(
      (await unpacked(fromNpm)).files,
      [...compiled, ...typesOfOwnPacks, "LICENSE", "PulumiPolicy.yaml", "README.md", "package.json"].sort(),
    );
    const { length } = cloud.published(fromNpm, pack, manifest.version).tarball;
    assert.ok(length < 320_000, `the tarball has ${length} bytes`);
  });

  it("tells what the pack is", () => {
    const { policies: _, metadata: __, ...told } = cloud.published(fromNpm, pack, manifest.version).metadata;
    assert.deepEqual(told, {
      name: pack,
      displayName: "ECS guardrails",
      versionTag: manifest.version,
      description: "Rejects previews of Amazon ECS stacks that AWS accepts and that then never start.",
      readme: readFileSync(join(policyPack, "README.md"), "utf8"),
      provider: "aws",
      tags: ["aws", "ecs", "iam", "service-connect", "parameter-store"],
      runtime: "nodejs",
    });
  });

  it("tells of each policy all that the pack says of it", () => {
    const told = cloud.published(fromNpm, pack, manifest.version).metadata.policies;
    const expected = policies(rules, resourceRules)
      .map((policy): PolicyMetadata => {
        const { name, displayName, description, enforcementLevel, severity } = policy;
        const { framework, tags, remediationSteps, url, configSchema } = policy;
        return {
          name,
          displayName,
          description,
          enforcementLevel,
          // The SDK has no way to say one; each finding brings its own.
          message: "",
          severity,
          framework,
          tags,
          remediationSteps,
          url,
          configSchema: {
            type: "object",
            properties: {
              ...configSchema?.properties,
              // Added by the CLI.
              enforcementLevel: {
                type: "string",
                enum: ["advisory", "mandatory", "remediate", "disabled"],
              },
            },
          },
        };
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    assert.deepEqual(told, expected);
  });

  describe("the configuration of the published pack", () => {
    /** Has the CLI check a configuration, against the schema that Pulumi Cloud has. */
    function validate(config: unknown): Promise<Outcome> {
      const args = ["policy", "validate-config", `${fromNpm}/${pack}`, manifest.version];
      return workspace.run([...args, "--config", written(config)], { cwd: workspace.folder });
    }

    it("is valid as documents show it", async () => {
      for (const document of ["docs/configuration.md", "docs/publishing.md", "policypack/README.md"]) {
        const shown = codeBlocks(readFileSync(join(root, document), "utf8"), "json");
        assert.ok(shown.length > 0, document);
        for (const config of shown) {
          const { output } = succeeded(await validate(JSON.parse(config)));
          assert.match(output, /configuration is valid/, `${document}: ${config}`);
        }
      }
    });

    for (const [mistake, options, complaint] of [
      [
        "a choice that there is not",
        { when: "sometimes" },
        /must be one of the following: "always", "auto", "referenced"/,
      ],
      ["an exemption without a reason", { exemptions: [{ resource: "reads" }] }, /reason is required/],
      [
        "an option of an exemption that there is not",
        { exemptions: [{ resource: "reads", reason: "…", until: "2027-03-31" }] },
        /Additional property until is not allowed/,
      ],
    ] as const) {
      it(`is refused with ${mistake}`, async () => {
        const { code, output } = await validate({ "ecs-ssm-grant-on-execution-role": options });
        assert.notEqual(code, 0);
        assert.match(output, complaint);
      });
    }

    it("is not refused for an option or a policy that there is not", async () => {
      succeeded(await validate({ "ecs-ssm-grant-on-execution-role": { wehn: "always" } }));
      succeeded(await validate({ "ecs-ssm-grant-on-task-role": { when: "always" } }));
    });

    it("is given to a policy group together with the pack", async () => {
      await enable({
        "ecs-ssm-grant-on-execution-role": { enforcementLevel: "mandatory", when: "referenced" },
        "ecs-guardrails-undetermined": "disabled",
      });
      assert.deepEqual(cloud.enabled(fromNpm, "production"), [
        {
          name: pack,
          versionTag: manifest.version,
          config: {
            "ecs-ssm-grant-on-execution-role": { enforcementLevel: "mandatory", when: "referenced" },
            "ecs-guardrails-undetermined": { enforcementLevel: "disabled" },
          },
        },
      ]);
    });
  });

  describe("the pack that the CLI installs for a stack of the organisation", () => {
    /** Where the CLI keeps the packs that Pulumi Cloud gives it: outside of everything that has packages. */
    let installed: string;

    before("installing it", async () => {
      const stack = `${fromNpm}/shop/production`;
      succeeded(await workspace.run(["policy", "install", "--stack", stack], { cwd: workspace.folder }));
      const home = workspace.environment.PULUMI_HOME ?? "";
      installed = join(home, "policies", fromNpm, `pulumi-analyzer-${pack}-v${manifest.version}`);
    });

    it("is the one that was published, with its dependencies", async () => {
      const { folder, files } = await unpacked(fromNpm);
      for (const file of files)
        assert.deepEqual(readFileSync(join(installed, file)), readFileSync(join(folder, file)), file);
      assert.ok(existsSync(join(installed, "node_modules/@pulumi/policy")));
    });

    for (const stack of ["incident-ssm-on-task-role", "incident-ssm-on-task-role-fixed"]) {
      it(`says of ${stack} what the pack of the repository says`, async () => {
        const { faults, output } = await previewStack(workspace, stack, installed);
        assert.deepEqual(faults, [], output);
      });
    }
  });

  describe("a preview in the organisation, which names no pack", () => {
    function preview(stack: string): Promise<Outcome> {
      const folder = mkdtempSync(join(workspace.folder, "stack-"));
      const config = join(folder, "config.yaml");
      cpSync(join(root, "stacks", `Pulumi.${stack}.yaml`), config);
      const place = ["--stack", `${fromNpm}/ecs-guardrails/${stack}`, "--config-file", config];
      return workspace.run(["preview", ...place, "--suppress-progress"], {
        cwd: root,
        environment: { ECS_STAND_IN_ACCOUNT: join(folder, "account.jsonl") },
      });
    }

    const judged = /ecs-guardrails judged \d+ resources/;

    it("is rejected with the first incident, by the configuration of the policy group", async () => {
      await enable({ "ecs-guardrails-undetermined": "disabled" });
      const { code, output } = await preview("incident-ssm-on-task-role");
      assert.notEqual(code, 0, output);
      assert.match(output, judged);
      assert.match(output, /\[mandatory\] .* ecs-ssm-grant-on-execution-role /);
      assert.match(output, /Finding: task-role-only/);
      // Without that configuration it lists the secrets of the execution role that is made elsewhere.
      assert.doesNotMatch(output, /ecs-guardrails-undetermined/);
    });

    it("passes with the cure", async () => {
      const { output } = succeeded(await preview("incident-ssm-on-task-role-fixed"));
      assert.match(output, judged);
    });

    it("passes with the first incident where the policy is advisory", async () => {
      await enable({ "ecs-ssm-grant-on-execution-role": "advisory" });
      const { output } = succeeded(await preview("incident-ssm-on-task-role"));
      assert.match(output, /\[advisory\] .* ecs-ssm-grant-on-execution-role /);
      assert.match(output, /\[advisory\] .* ecs-guardrails-undetermined /);
    });

    it("finds an option that there is not", async () => {
      await enable({ "ecs-ssm-grant-on-execution-role": { wehn: "referenced" } });
      const { code, output } = await preview("incident-ssm-on-task-role-fixed");
      assert.notEqual(code, 0, output);
      assert.match(output, /Finding: config\/wehn/);
    });

    it("is stopped by options of a policy that there is not", async () => {
      await enable({ "ecs-ssm-grant-on-task-role": { when: "referenced" } });
      const { code, output } = await preview("incident-ssm-on-task-role-fixed");
      assert.notEqual(code, 0, output);
      assert.match(output, /invalid enforcement level ""/);
    });
  });
});

function succeeded(outcome: Outcome): Outcome {
  assert.equal(outcome.code, 0, outcome.output);
  return outcome;
}

/** All files below a folder, with `/` between folders, in order. */
