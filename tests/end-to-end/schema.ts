/** What the bridge tells of a Terraform provider, as far as it is looked at here: a part of Pulumi's package schema. */
export interface Schema {
  readonly resources: Readonly<Record<string, ObjectSpec & { inputProperties: Specs }>>;
  readonly functions: Readonly<Record<string, { inputs?: ObjectSpec; outputs?: ObjectSpec }>>;
  readonly types: Readonly<Record<string, ObjectSpec>>;
}

export interface ObjectSpec {
  readonly properties?: Specs;
}

export type Specs = Readonly<Record<string, TypeSpec>>;

export interface TypeSpec {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: TypeSpec;
}

/** The properties of an object, of whose type a property is; undefined for anything else. */
export function membersOf(schema: Schema, spec: TypeSpec | undefined): Specs | undefined {
  const name = spec?.$ref?.replace("#/types/", "");
  return name === undefined ? undefined : schema.types[name]?.properties;
}
