import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../offline/pulumi/run.js";
import { REGION } from "./plans";
import type { Json } from "./terraform-form";

/** A resource to plan, under a name of its own. */
export interface Planned {
  readonly name: string;
  /** Such as `aws_ecs_service`. */
  readonly type: string;
  readonly body: { [name: string]: Json };
  /** Tags that its provider gives to all its resources. */
  readonly defaultTags?: Readonly<Record<string, string>> | undefined;
}

/** What the provider makes of a resource: the values that are known, and which are not; or why it refuses it. */
export type Answer = { after: Json; unknown: Json } | { refused: string };

interface Diagnostic {
  severity: string;
  summary: string;
  detail?: string;
  range?: { filename: string };
}

interface ResourceChange {
  name: string;
  type: string;
  change: { after: Json; after_unknown: Json };
}

/** Arguments of the provider that keep it from asking AWS. */
const ASKING_NOBODY = {
  access_key: "none",
  secret_key: "none",
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: "true",
  skip_region_validation: true,
};

/** Terraform's own checks come before those of a plan, so what is wrong comes out in several rounds. */
const ROUNDS = 30;

/** What is said of a resource if the provider did not survive another one. */
const CANCELLED = "Request cancelled";

/**
 * Asks a provider to plan resources that do not exist yet. No account is asked.
 *
 * @param tofu the program `tofu`
 * @param providerFolder the folder with `terraform-provider-aws`
 * @throws if what is wrong with a plan belongs to none of the resources
 */
export async function planWith(
  tofu: string,
  providerFolder: string,
  resources: readonly Planned[],
): Promise<Map<string, Answer>> {
  const plan = async (some: readonly Planned[]) => {
    const folder = mkdtempSync(join(tmpdir(), "conformance-"));
    try {
      return await new Planner(tofu, providerFolder, folder).plan(some);
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  };
  const answers = await plan(resources);
  // What the provider was at work on when it broke down is not always what broke it.
  for (const resource of resources.filter(({ name }) => isBreakdown(answers.get(name)))) {
    const alone = await plan([resource]);
    answers.set(resource.name, alone.get(resource.name) ?? { refused: "no answer" });
  }
  return answers;
}

const BREAKDOWN = "Plugin did not respond";

/** Whether the provider does not survive a resource. */
export function isBreakdown(answer: Answer | undefined): boolean {
  return answer !== undefined && "refused" in answer && answer.refused.startsWith(BREAKDOWN);
}

class Planner {
  private readonly settings: string;
  private readonly answers = new Map<string, Answer>();

  constructor(
    private readonly tofu: string,
    providerFolder: string,
    private readonly folder: string,
  ) {
    this.settings = join(folder, "settings.tfrc");
    const overrides = `dev_overrides { "hashicorp/aws" = ${JSON.stringify(providerFolder)} }`;
    writeFileSync(this.settings, `provider_installation {\n  ${overrides}\n  direct {}\n}\n`);
  }

  async plan(resources: readonly Planned[]): Promise<Map<string, Answer>> {
    const tags = new Map(resources.map(({ defaultTags = {} }) => [JSON.stringify(defaultTags), defaultTags]));
    const aliases = new Map([...tags.keys()].map((text, index) => [text, `tagged${index}`]));
    this.write("main", {
      terraform: { required_providers: { aws: { source: "hashicorp/aws" } } },
      provider: {
        aws: [...tags].map(([text, tagged]) => ({
          ...ASKING_NOBODY,
          region: REGION,
          alias: aliases.get(text),
          default_tags: [{ tags: tagged }],
        })),
      },
      resource: { terraform_data: { later: {} } },
    });
    for (const { name, type, body, defaultTags = {} } of resources) {
      const provider = `aws.${aliases.get(JSON.stringify(defaultTags))}`;
      this.write(name, { resource: { [type]: { [name]: { ...body, provider } } } });
    }
    await this.repeat();
    for (const { name, change } of await this.changes()) {
      this.answers.set(name, { after: change.after, unknown: change.after_unknown });
    }
    return this.answers;
  }

  /** Until nothing is wrong, with what is wrong taken away. */
  private async repeat(): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const errors = (await this.tryPlan()).filter(({ severity }) => severity === "error");
      if (errors.length === 0) {
        return;
      }
      for (const error of errors.filter(({ summary }) => summary !== CANCELLED)) {
        this.refuse(error);
      }
    }
    throw new Error(`A plan finds something wrong after ${ROUNDS} rounds.`);
  }

  private refuse({ summary, detail, range }: Diagnostic): void {
    const name = range?.filename.replace(/\.tf\.json$/, "") ?? "main";
    const text = [summary, detail].filter(Boolean).join(": ");
    if (name === "main") {
      throw new Error(`No plan of any resource: ${text}`);
    }
    if (!this.answers.has(name)) {
      this.answers.set(name, { refused: text });
      rmSync(join(this.folder, "configuration", `${name}.tf.json`));
    }
  }

  /** One resource at a time, so that the provider breaks down for few. */
  private async tryPlan(): Promise<Diagnostic[]> {
    const flags = ["-json", "-refresh=false", "-lock=false", "-parallelism=1", `-out=${this.file}`];
    const { stdout } = await this.run("plan", ...flags);
    const messages = stdout.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
    return messages.flatMap(({ diagnostic }) => (diagnostic === undefined ? [] : [diagnostic]));
  }

  private async changes(): Promise<ResourceChange[]> {
    const { stdout } = await this.run("show", "-json", this.file);
    return JSON.parse(stdout).resource_changes.filter(
      ({ type }: ResourceChange) => type !== "terraform_data",
    );
  }

  private get file(): string {
    return join(this.folder, "plan");
  }

  private async run(...args: string[]): Promise<{ stdout: string }> {
    const { code, stdout, errorLines } = await run(this.tofu, args, {
      cwd: join(this.folder, "configuration"),
      environment: {
        ...process.env,
        TF_CLI_CONFIG_FILE: this.settings,
        TF_IN_AUTOMATION: "1",
        CHECKPOINT_DISABLE: "1",
      },
    });
    if (code !== 0 && stdout === "") {
      throw new Error(`\`tofu ${args[0]}\` failed: ${errorLines.join("\n")}`);
    }
    return { stdout };
  }

  private write(name: string, content: object): void {
    const configuration = join(this.folder, "configuration");
    mkdirSync(configuration, { recursive: true });
    writeFileSync(join(configuration, `${name}.tf.json`), JSON.stringify(content));
  }
}
