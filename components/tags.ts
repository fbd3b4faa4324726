import type * as pulumi from "@pulumi/pulumi";

/** Tags of everything that a component makes. */
export type Tags = pulumi.Input<{ [key: string]: pulumi.Input<string> }> | undefined;
