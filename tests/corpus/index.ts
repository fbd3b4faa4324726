import * as pulumi from "@pulumi/pulumi";

// The stack is named after the program, `<origin>.<name>`; one other is that to which programs refer.
const [origin, name] = pulumi.getStack().split(".");
module.exports = require(name === undefined ? "./platform" : `./programs/${origin}/${name}`);
