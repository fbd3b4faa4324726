/** Finds a browser for the tests of the page, or installs Debian's where that can be done without asking. */
const { spawnSync } = require("node:child_process");
const { accessSync, constants, existsSync } = require("node:fs");
const { delimiter, join } = require("node:path");

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Where browsers are that are not on the path. */
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * @param {(message: string) => void} log
 * @returns {string | undefined} the path of Chromium or Chrome; undefined where there is none
 */
function resolveBrowser(log) {
  return process.env.CHROMIUM || findBrowser() || installBrowser(log);
}

function findBrowser() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...paths, ...places].find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * As root on Debian, as in most containers of a pipeline.
 * @param {(message: string) => void} log
 */
function installBrowser(log) {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return undefined;
  log("Installing Debian's Chromium (once), for the tests of the page …");
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [
    ["update", "--quiet"],
    // With what it recommends: fonts are among that.
    ["install", "--quiet", "--yes", "chromium"],
  ]) {
    const { status, stderr } = spawnSync("apt-get", args, { env: environment, encoding: "utf8" });
    if (status === 0) continue;
    log(`\`apt-get ${args.join(" ")}\` failed:\n${stderr ?? ""}`);
    return undefined;
  }
  return findBrowser();
}

module.exports = { resolveBrowser };
