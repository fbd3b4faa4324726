import * as pulumi from "@pulumi/pulumi";

// The stack is named after the program: `<origin>.<name>`.
const [origin, name] = pulumi.getStack().split(".");
module.exports = require(`./programs/${origin}/${name}`);
