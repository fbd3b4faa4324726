/**
 * Loaded into the process of a policy pack (`node --require`): writes down which modules are loaded when it serves,
 * one a line, without those that something stands for. The file is in ECS_GUARDRAILS_MODULES.
 */
const { writeFileSync } = require("node:fs");
const { isProxy } = require("node:util/types");

const { log } = console;
console.log = (...args) => {
  // The SDK tells its port so.
  if (/^\d+$/.test(String(args[0]))) {
    const loaded = Object.entries(require.cache).filter(([, module]) => !isProxy(module?.exports));
    writeFileSync(process.env.ECS_GUARDRAILS_MODULES ?? "modules", loaded.map(([file]) => file).join("\n"));
  }
  log(...args);
};
