import * as pulumi from "@pulumi/pulumi";

// The stack is named after the scenario's folder.
require(`./${pulumi.getStack()}/program`);
