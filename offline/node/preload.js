/**
 * Loaded first into each Node.js process that the CLI starts (`node --require`): programs, policy packs and the
 * stand-in provider start sooner, and do the same.
 *
 * V8 takes the compiled form of a package's files from a file, of which each part is found by the hash of the source
 * that it was compiled from. ECS_GUARDRAILS_COMPILED names the file; `prepare.js` makes it.
 */
const { existsSync, readFileSync } = require("node:fs");
const { readCompiled, takeCompiled } = require("./compiled");
const { withoutSerialization, withoutSourceMaps, withoutTypeScript } = require("./unused");

const file = process.env.ECS_GUARDRAILS_COMPILED ?? "";
const compiled = file.includes(`-${process.version}-`) ? readCompiled(file) : undefined;

// Another version of Node.js than the one that compiled starts as it would without this.
if (compiled) {
  takeCompiled(compiled);
  withoutSerialization();
  const isPack = isPackInJavaScript();
  if (isPack || process.env.PULUMI_NODEJS_TYPESCRIPT === "false") withoutSourceMaps();
  if (isPack) withoutTypeScript();
}

/** Whether this process runs the policy pack in the folder in which it was started, and that says that it is compiled. */
function isPackInJavaScript() {
  if (!/[\\/]run-policy-pack[\\/]?/.test(process.argv[1] ?? "") || !existsSync("PulumiPolicy.yaml"))
    return false;
  return /^ *typescript: false$/m.test(readFileSync("PulumiPolicy.yaml", "utf8"));
}
