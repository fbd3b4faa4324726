/**
 * Loaded first into each Node.js process that the CLI starts (`node --require`): programs, policy packs and the
 * stand-in provider start sooner, and do the same.
 *
 * V8 takes the compiled form of a package's files from a file, of which each part is found by the hash of the source
 * that it was compiled from. ECS_GUARDRAILS_COMPILED names the file; `prepare.js` makes it.
 */
const { readCompiled, takeCompiled } = require("./compiled");
const { withoutSerialization, withoutSourceMaps } = require("./unused");

const file = process.env.ECS_GUARDRAILS_COMPILED ?? "";
const compiled = file.includes(`-${process.version}-`) ? readCompiled(file) : undefined;

// Another version of Node.js than the one that compiled starts as it would without this.
if (compiled) {
  takeCompiled(compiled);
  withoutSerialization();
  if (process.env.PULUMI_NODEJS_TYPESCRIPT === "false") withoutSourceMaps();
}
