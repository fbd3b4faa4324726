import * as pulumi from "@pulumi/pulumi";

// The stack is named after the scenario's folder, and after the program in it where there are several.
const [folder, program = "program"] = pulumi.getStack().split(".");
module.exports = require(`./${folder}/${program}`);
