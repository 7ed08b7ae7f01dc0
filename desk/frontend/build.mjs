// Builds the page of the desk into the folder that is given: index.html, desk.js, desk.css and the
// licences of what is bundled.

import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) throw new Error("Say where to: node build.mjs FOLDER");
await mkdir(out, { recursive: true });

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { desk: "src/main.ts" },
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome111", "firefox121", "safari16.4"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  outdir: resolve(out),
  logLevel: "warning",
});
await build({
  absWorkingDir: here,
  entryPoints: { desk: "src/desk.css" },
  bundle: true,
  minify: true,
  target: ["chrome111", "firefox121", "safari16.4"],
  charset: "utf8",
  outdir: resolve(out),
  logLevel: "warning",
});
await copyFile(join(here, "src/index.html"), join(out, "index.html"));

/** The packages of which something is in the bundle. */
const bundled = new Set();
for (const { inputs } of Object.values(metafile.outputs)) {
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (found && bytesInOutput > 0) bundled.add(found[1]);
  }
}
const parts = ["desk.js has code of these packages.\n"];
for (const name of [...bundled].sort()) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
  if (!file) throw new Error(`${name} has no licence file: look at it before it ships.`);
  const text = (await readFile(join(folder, file), "utf8")).trim();
  parts.push(`${"=".repeat(72)}\n${name} ${version} (${license})\n\n${text}\n`);
}
await writeFile(join(out, "THIRD-PARTY.txt"), parts.join("\n"));
