/** Keys of KMS with which secrets are encrypted: who reads such a secret needs `kms:Decrypt`, too. */
import { chosenByAws } from "../iam/globs";
import { Called } from "../stack/called";
import type { Graph } from "../stack/graph";
import { placeOfResource } from "../stack/places";
import type { Resource } from "../stack/resources";
import { keyType } from "../stack/types";
import { read, sourceUrns, text, type Value } from "../stack/values";
import type { StackSecret } from "./stack-secrets";

const aliasType = "aws:kms/alias:Alias";

/** The key that encrypts a secret. */
export type KeyReference =
  /** AWS's own key for the service, or none: no permission is needed. */
  | { readonly kind: "none" }
  /** A customer's key, of this stack where `resource` is there. */
  | {
      readonly kind: "key";
      readonly resource: Resource | undefined;
      /** A pattern of its ARN. */
      readonly arn: string;
      readonly arnIsKnown: boolean;
      readonly packaged: boolean;
    }
  /** Which key it is cannot be told. */
  | { readonly kind: "undetermined"; readonly property: string };

/** AWS's own keys, which every principal of the account may use by way of the service. */
const ownAlias = /^(?:arn:[^:]*:kms:[^:]*:[^:]*:)?alias\/aws\/(?:ssm|secretsmanager)$/;

export class Keys {
  private readonly called: Called;

  constructor(private readonly graph: Graph) {
    this.called = new Called(graph, { [keyType]: ["arn", "id", "keyId"], [aliasType]: ["arn", "name"] });
  }

  /**
   * The key of a secret of this stack
   * (https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html).
   */
  of({ kind, resource }: StackSecret): KeyReference {
    const type = read(resource, "inputs", ["type"], text);
    if (kind === "parameter" && type.kind === "known" && type.value !== "SecureString")
      return { kind: "none" };
    const property = { parameter: "keyId", secret: "kmsKeyId", database: "masterUserSecretKmsKeyId" }[kind];
    return this.resolve(resource, property, read(resource, "inputs", [property], text));
  }

  private resolve(holder: Resource, property: string, named: Value<string>): KeyReference {
    switch (named.kind) {
      case "absent":
        return { kind: "none" };
      case "malformed":
        return { kind: "undetermined", property };
      case "known":
        return ownAlias.test(named.value) ? { kind: "none" } : this.calledSo(holder, property, named.value);
      case "unknown": {
        const found = this.graph.behindOfType(sourceUrns(named), keyType, aliasType);
        const keys = found.map(({ resource, packaged }) => ({ key: this.keyAt(resource), packaged }));
        const [first] = keys;
        return first?.key && keys.every(({ key }) => key === first.key)
          ? ofStack(first.key, first.packaged)
          : { kind: "undetermined", property };
      }
    }
  }

  /** The key with this ARN, id or alias. */
  private calledSo(holder: Resource, property: string, name: string): KeyReference {
    const [own, second] = this.called.all(holder, property, name, true);
    const key = own && !second && this.keyAt(own);
    if (key) return ofStack(key, false);
    if (own) return { kind: "undetermined", property };
    const { partition, region } = placeOfResource(holder);
    const isArn = /^arn:[^:]*:kms:[^:]*:[^:]*:key\/.+$/.test(name);
    const isId = /^(mrk-)?[0-9a-f-]{32,36}$/.test(name);
    const arn = isArn ? name : `arn:${partition}:kms:${region}:?*:key/${isId ? name : "?*"}`;
    return { kind: "key", resource: undefined, arn, arnIsKnown: isArn, packaged: false };
  }

  /** A key, or the one behind an alias. */
  private keyAt(keyOrAlias: Resource): Resource | undefined {
    if (keyOrAlias.type === keyType) return keyOrAlias;
    const only = this.graph.onlyBehind(keyOrAlias.propertyDependencies.get("targetKeyId") ?? [], keyType);
    const target = read(keyOrAlias, "inputs", ["targetKeyId"], text);
    if (only || target.kind !== "known") return only?.resource;
    const [called, second] = this.called.all(keyOrAlias, "targetKeyId", target.value, true);
    return called?.type === keyType && !second ? called : undefined;
  }
}

function ofStack(key: Resource, packaged: boolean): KeyReference {
  const arn = read(key, "outputs", ["arn"], text);
  const { partition, region } = placeOfResource(key);
  const predicted = `arn:${partition}:kms:${region}:?*:key/${chosenByAws.repeat(36)}`;
  const arnIsKnown = arn.kind === "known";
  return { kind: "key", resource: key, arn: arnIsKnown ? arn.value : predicted, arnIsKnown, packaged };
}
