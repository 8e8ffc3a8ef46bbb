// Bundles each src/*.js, one for each kind of page, into the folder of the server's static files.
//
// The same sources and the same lock file give the same bytes: no time, no path and no map goes in.

import { build } from "esbuild";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.join(here, "../accordgraph/web/static/built");

const pages = (await readdir(path.join(here, "src"))).filter((name) => name.endsWith(".js")).sort();
const { metafile, outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: pages.map((name) => `src/${name}`),
  outdir: target,
  bundle: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  minify: true,
  legalComments: "none",
  metafile: true,
  write: false,
  logLevel: "warning",
});

/** The licences of the packages that went into the bundles, as these ask for it. */
async function licences() {
  const packages = new Set(
    Object.keys(metafile.inputs)
      .map((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1])
      .filter(Boolean),
  );
  const texts = [...packages].sort().map(async (name) => {
    const folder = path.join(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
    const text = file ? await readFile(path.join(folder, file), "utf8") : license;
    return `${name} ${version}\n\n${text.trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${"-".repeat(72)}\n\n`);
}

// Written beside the old ones and then put in their place, so that a failed build leaves these.
const fresh = `${target}.new`;
await rm(fresh, { recursive: true, force: true });
await mkdir(fresh, { recursive: true });
for (const file of outputFiles) await writeFile(path.join(fresh, path.basename(file.path)), file.contents);
await writeFile(path.join(fresh, "LICENSES.txt"), await licences());
await rm(target, { recursive: true, force: true });
await rename(fresh, target);
