/** Single values that have once made a policy say too much, or nothing, while they were not known. */
import assert from "node:assert/strict";
import type { SeenResource } from "../../support/pack";
import { type Blank, blanked } from "../../support/partial/blanking";
import { givenStacks, type KnownStack } from "../../support/partial/known-stacks";
import { verdictsOn } from "../../support/partial/verdicts";

interface Tried {
  readonly it: string;
  /** The program of another test, by what that says of it, and when it is shown. */
  readonly program: string;
  /** The end of the URN, and the way to the value. */
  readonly unknown: readonly [string, ...Blank["path"]];
  readonly edges?: Blank["edges"];
  readonly says: readonly string[];
}

const tried: readonly Tried[] = [
  {
    it: "a policy of some bucket may allow what the role does not",
    program: "passes what the bucket's own policy allows (update preview)",
    unknown: ["BucketPolicy::lets", "bucket"],
    says: ["open permission-unclear/environment-file/app"],
  },
  {
    it: "so may one of some repository",
    program: "passes what the repository's own policy allows (update preview)",
    unknown: ["RepositoryPolicy::lets", "repository"],
    says: ["open permission-unclear/image/app"],
  },
  {
    it: "a grant of a key for some operation may be one that decrypts",
    program: "passes a key with a grant for the role (update preview)",
    unknown: ["Grant::grant", "operations", 0],
    says: ["open secret-unclear/app/secret_0"],
  },
  {
    it: "a parameter with a key is presumably encrypted",
    program: "passes a parameter that is not encrypted (update preview)",
    unknown: ["Parameter::token", "type"],
    says: ["presumed secret-undecryptable/app/secret_0"],
  },
  {
    it: "what a parameter of some type holds may be a secret, or a name",
    program: "finds the value of a parameter in place of its ARN (update preview)",
    unknown: ["Parameter::token", "type"],
    says: ["open secret-unclear/app/secret_0"],
  },
  {
    it: "a role may be allowed to look up some share",
    program: "passes one that it may by its ARN (update preview)",
    unknown: [
      "TaskDefinition::shop",
      "volumes",
      0,
      "fsxWindowsFileServerVolumeConfiguration",
      "fileSystemId",
    ],
    says: ["open permission-unclear/share/share"],
  },
  {
    it: "what a client waits for may be its server",
    program: "passes one that waits for what it names (first preview)",
    unknown: ["Service::api", "serviceConnectConfiguration", "services"],
    says: ["open part-unknown", "open references-unknown/users"],
  },
  {
    it: "a cache with some prefix may fill a repository",
    program: "passes a repository that a pull-through cache fills (first preview)",
    unknown: ["PullThroughCacheRule::cache", "ecrRepositoryPrefix"],
    says: [],
  },
  {
    it: "tasks on instances may be such as run on Fargate, too, and have networks of their own",
    program: "refuses tasks on instances of which a container is named, and no port (update preview)",
    unknown: ["TaskDefinition::tasks", "requiresCompatibilities"],
    says: [],
  },
  {
    it: "a task role may be one that reads parameters itself",
    program: "that the application itself reads parameters (first preview)",
    unknown: ["OneOffTask::shop", "taskRoleMayReadParameters"],
    says: [],
  },
  {
    it: "some attachments may be those that there are",
    program: "passes a list of the attachments that there are (first preview)",
    unknown: ["RolePolicyAttachmentsExclusive::only", "policyArns"],
    says: ["presumed policy-not-awaited/only"],
  },
  {
    it: "a platform may be an old one",
    program: "says nothing of an old platform, which asked others (first preview)",
    unknown: ["Service::web", "platformVersion"],
    says: [],
  },
  {
    it: "what a grant of a key is for may be the parameter",
    program: "find one for another parameter (first preview)",
    unknown: ["Parameter::token", "name"],
    says: ["open secret-unclear/token"],
  },
  {
    it: "a port may be the one that a container names",
    program: "not the same host on another port (first preview)",
    unknown: ["Service::payments", "serviceConnectConfiguration", "services", 0, "clientAlias", 0, "port"],
    edges: "another",
    says: ["presumed caller-without-callee/payments"],
  },
];

describe("while a value is not known", () => {
  let given: KnownStack[] = [];
  before(() => {
    given = givenStacks();
  });

  for (const { it: what, program, unknown, edges = "lost", says } of tried) {
    it(what, () => {
      // Of several programs of one name, the one that has the resource.
      const [stack, resource] = find(given, program, unknown[0]);
      const [, ...path] = unknown;
      const blank: Blank = { urn: resource.urn, of: "inputs", path, edges };
      const made = blanked(stack.resources, [blank]);
      assert.ok(made);
      const verdicts = verdictsOn(made.resources, stack.config);
      assert.deepEqual(verdicts.map(({ certainty, id }) => `${certainty} ${id}`).sort(), [...says].sort());
    });
  }
});

function find(given: readonly KnownStack[], program: string, end: string): [KnownStack, SeenResource] {
  for (const stack of given) {
    const resource = stack.resources.find(({ urn }) => urn.endsWith(end));
    if (stack.name === program && resource) return [stack, resource];
  }
  throw new Error(`there is no program ${program} with ${end}`);
}
