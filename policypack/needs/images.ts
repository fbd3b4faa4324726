/**
 * What it takes to pull an image from a private registry of Amazon ECR
 * (https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html).
 */
import { call } from "../access/calls";
import { chosenByAws } from "../iam/globs";
import type { Resource } from "../stack/resources";
import { ofTarget } from "./logs";
import type { Need } from "./needs";
import { startRows } from "./permission-rows";
import { keysOfRegion, type Setting } from "./setting";
import { arnOf } from "./targets";

/** Account, Region and repository of an image, with the address of the repository before its tag or digest. */
const address =
  /^((\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws|on\.amazonwebservices\.com\.cn)\/([a-z0-9][a-z0-9._/-]*))(?:[:@].*)?$/;

/** What an image needs, by its name; nothing where it is in a registry of another kind. */
export function needsOfImage(setting: Setting, image: string, holder: string): Need[] {
  const [, url, account, region, name] = address.exec(image) ?? [];
  if (url === undefined || region === undefined || name === undefined) return [];
  const { subject, property, place, targets } = setting;
  const target = targets.repository(subject, property, url, name);
  const arn = `arn:${place.partition}:ecr:${region}:${account}:repository/${name}`;
  return [pull(arn, region, holder, target, "by name"), ...imports(setting, arn, name, holder)];
}

/** What a repository needs to be pulled from, of which containers that are not known have an edge. */
export function needsOfRepositoryBehind(repository: Resource): Need[] {
  const { arn } = arnOf(repository);
  const region = arn.split(":")[3] ?? "";
  return [pull(arn, region, repository.name, repository, "by some edge")];
}

function pull(
  arn: string,
  region: string,
  holder: string,
  target: Resource | undefined,
  known: Need["known"],
): Need {
  const resources = target ? [target] : [];
  const of = { ...ofTarget(target), ownPolicy: "of a resource" } as const;
  return {
    row: startRows.image,
    holder,
    calls: [
      // It is asked for without an ARN, which only `*` allows.
      call("ecr:GetAuthorizationToken", chosenByAws, { resources, keys: keysOfRegion(region) }),
      call("ecr:BatchGetImage", arn, of),
      call("ecr:GetDownloadUrlForLayer", arn, of),
    ],
    known,
    target,
  };
}

/** What the first pull through a cache of this stack needs besides. */
function imports({ targets }: Setting, arn: string, name: string, holder: string): Need[] {
  if (!targets.isCached(name)) return [];
  const calls = [call("ecr:BatchImportUpstreamImage", arn)];
  return [{ row: startRows.cachedImage, holder, calls, known: "by name", target: undefined }];
}
