/**
 * Loaded into every process of Node.js that a run starts (`node --require`): has one of them meet a fault. Which one,
 * and which fault, is in ECS_GUARDRAILS_FAULT, as faults.ts writes it.
 */
const fs = require("node:fs");

/** @type {import("./faults").Fault} */
const fault = JSON.parse(process.env.ECS_GUARDRAILS_FAULT ?? "{}");
const [, main = ""] = process.argv;

const isPack = /run-policy-pack/.test(main);
const isProvider = /offline[\\/]aws[\\/]bin[\\/]main\.js$/.test(main);

if (fault.hold?.process === "pack" && isPack) holdAtFirstLine(fault.hold.at);
if (fault.hold?.process === "provider" && isProvider) holdAtThirdResource(fault.hold.at);
if (fault.clock !== undefined) setClock(Date.parse(fault.clock));
if (fault.full !== undefined) fill(fault.full.ending, fault.full.after);

/**
 * The pack prints when it has taken in the stack and one of its policies has judged.
 * @param {string} at
 */
function holdAtFirstLine(at) {
  const { log } = console;
  console.log = (...words) => {
    log(...words);
    if (/^ecs-guardrails judged /.test(`${words[0]}`)) hold(at);
  };
}

/** @param {string} at */
function holdAtThirdResource(at) {
  const { Server } = require("@grpc/grpc-js");
  const { addService } = Server.prototype;
  let created = 0;
  /** @type {typeof addService} */
  Server.prototype.addService = function (definition, handlers) {
    const { create } = handlers;
    addService.call(this, definition, {
      ...handlers,
      create: (/** @type {unknown} */ call, /** @type {unknown} */ callback) => {
        if (++created === 3) hold(at);
        return /** @type {Function} */ (create)(call, callback);
      },
    });
  };
}

/**
 * Tells the test that the process has come so far, and waits until it is ended.
 * @param {string} at a file that says so
 */
function hold(at) {
  fs.writeFileSync(at, `${process.pid}`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
}

/**
 * Time begins at another moment, and goes on.
 * @param {number} start
 */
function setClock(start) {
  const { Date: Real } = globalThis;
  const offset = start - Real.now();
  const now = () => Real.now() + offset;
  globalThis.Date = new Proxy(Real, {
    construct: (target, args, to) => Reflect.construct(target, args.length === 0 ? [now()] : args, to),
    get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
  });
}

/**
 * Whatever is written to files of this name finds no room, once some of it has been written.
 * @param {string} ending
 * @param {number} after how many times something is written before
 */
function fill(ending, after) {
  const { appendFileSync } = fs;
  let times = 0;
  /** @type {typeof appendFileSync} */
  fs.appendFileSync = (file, ...rest) => {
    if (`${file}`.endsWith(ending) && times++ >= after)
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    appendFileSync(file, ...rest);
  };
}
