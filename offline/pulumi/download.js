const fs = require("node:fs/promises");
const path = require("node:path");
const { startProgress } = require("./progress.js");
const { run } = require("./run.js");

/**
 * @typedef {object} DownloadTimes
 * @property {number} answerMs how long the server may take to begin its answer; without internet this is
 *   what every first run waits
 * @property {number} stallMs how long the answer may pause
 */

/** @type {DownloadTimes} */
const DOWNLOAD_TIMES = { answerMs: 5_000, stallMs: 20_000 };

const SYSTEMS = new Map([
  ["linux", "linux"],
  ["darwin", "darwin"],
  ["win32", "windows"],
]);

/**
 * The address of the official release for this platform.
 *
 * @param {string} base
 * @param {string} version
 * @throws {Error} when there is none
 */
function releaseUrl(base, version) {
  const system = SYSTEMS.get(process.platform);
  if (!system || !["x64", "arm64"].includes(process.arch)) {
    throw new Error(`there is no Pulumi release for ${process.platform} on ${process.arch}`);
  }
  const ending = system === "windows" ? "zip" : "tar.gz";
  return `${base.replace(/\/+$/, "")}/pulumi-v${version}-${system}-${process.arch}.${ending}`;
}

/**
 * Downloads an archive and unpacks it into the folder.
 *
 * @param {object} options
 * @param {string} options.url
 * @param {string} options.folder
 * @param {NodeJS.ProcessEnv} options.environment
 * @param {AbortSignal} options.signal
 * @param {DownloadTimes} [options.times]
 * @param {(line: string) => void} options.log
 * @param {import('./progress.js').Terminal} options.terminal
 * @throws {Error} saying why there is nothing
 */
async function downloadAndUnpack({
  url,
  folder,
  environment,
  signal,
  times = DOWNLOAD_TIMES,
  log,
  terminal,
}) {
  const archive = path.join(folder, path.posix.basename(new URL(url).pathname));
  const progress = startProgress({ log, terminal });
  try {
    await download(url, archive, signal, times, progress);
  } finally {
    progress.end();
  }
  await unpack(archive, environment, signal);
  await fs.rm(archive);
}

/**
 * @param {string} url
 * @param {string} file
 * @param {AbortSignal} signal
 * @param {DownloadTimes} times
 * @param {ReturnType<typeof startProgress>} progress
 */
async function download(url, file, signal, { answerMs, stallMs }, progress) {
  signal.throwIfAborted();
  const controller = new AbortController();
  const onAbort = () => controller.abort(signal.reason);
  signal.addEventListener("abort", onAbort);
  /** @param {number} ms @param {string} message */
  const giveUpAfter = (ms, message) => setTimeout(() => controller.abort(new Error(message)), ms);
  let timer = giveUpAfter(answerMs, `no answer within ${answerMs / 1000} s`);
  const output = await fs.open(file, "w");
  try {
    const response = await fetch(url, { signal: controller.signal });
    if (!response.ok || !response.body) {
      throw new Error(`the server answered ${response.status} ${response.statusText}`.trimEnd());
    }
    const total = Number(response.headers.get("content-length")) || undefined;
    let received = 0;
    for await (const chunk of response.body) {
      clearTimeout(timer);
      timer = giveUpAfter(stallMs, `the download stopped for ${stallMs / 1000} s`);
      await output.write(chunk);
      received += chunk.length;
      const of = total ? ` of ${megabytes(total)}` : "";
      progress.update(`Downloading: ${megabytes(received)}${of} MB`, total && received / total);
    }
  } catch (error) {
    if (controller.signal.aborted) throw controller.signal.reason;
    throw new Error(explain(error));
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
    // Ends the connection also when the body was not read to its end.
    controller.abort();
    await output.close();
  }
}

/** @param {number} bytes */
function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}

/**
 * `fetch` fails with "fetch failed" and hides the reason.
 *
 * @param {unknown} error
 * @returns {string}
 */
function explain(error) {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return `no connection (${cause.message || ("code" in cause && cause.code) || cause.name})`;
}

/**
 * Every platform has a `tar`; that of Windows unpacks zip archives too, unlike one that Git brings along.
 *
 * @param {string} archive
 * @param {NodeJS.ProcessEnv} environment
 * @param {AbortSignal} signal
 */
async function unpack(archive, environment, signal) {
  const system = process.platform === "win32" && environment.SystemRoot;
  const tar = system ? path.join(system, "System32", "tar.exe") : "tar";
  // A relative name: GNU tar takes `C:` for a host.
  const { code, errorLines } = await run(tar, ["-xf", path.basename(archive), "--no-same-owner"], {
    cwd: path.dirname(archive),
    environment,
    signal,
  });
  if (code !== 0) {
    throw new Error(`the archive could not be unpacked (${errorLines.at(0) ?? `exit code ${code}`})`);
  }
}

module.exports = { DOWNLOAD_TIMES, releaseUrl, downloadAndUnpack };
