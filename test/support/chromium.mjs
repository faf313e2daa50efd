import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

const project = path.resolve(import.meta.dirname, '../..');
const cache = path.join(project, 'node_modules/.cache');
const STALE = 10 * 60_000;

const ON_THIS_MACHINE = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Root has no sandbox, a container little shared memory, and a test no business on the network. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--no-first-run',
];

/** A real Chromium: the one that comes from npm, else one of this machine, else undefined. */
export async function startBrowser() {
  const { CHROMIUM_PATH } = process.env;
  const others = CHROMIUM_PATH ? [CHROMIUM_PATH] : ON_THIS_MACHINE;
  for (const find of [bundledChromium, ...others.map((file) => () => Promise.resolve(file))]) {
    try {
      return await chromium.launch({ executablePath: await find(), args: ARGS, env: await ownFonts() });
    } catch {
      // Not there, or not for this machine: the next one may be.
    }
  }
  return undefined;
}

/**
 * The Chromium of the package @sparticuz/chromium, unpacked once per version. The package itself unpacks to the temp
 * folder, and takes a file that another process is still writing for finished; so each process unpacks to a folder of
 * its own and then gives that the name that all look for. Who comes second throws its own away.
 */
async function bundledChromium() {
  const manifest = path.join(project, 'node_modules/@sparticuz/chromium/package.json');
  const { version } = JSON.parse(await fs.readFile(manifest, 'utf8'));
  const folder = path.join(cache, `chromium-${version}`);
  const program = path.join(folder, 'chromium');
  if (await exists(program)) return program;
  await fs.mkdir(cache, { recursive: true });
  await removeStale();
  const own = await fs.mkdtemp(path.join(cache, 'unpacking-'));
  await unpack(own);
  await fs.rename(own, folder).catch(() => fs.rm(own, { recursive: true }));
  return program;
}

/** In a process of its own, because the package looks at TMPDIR of the process and Jest's environment is a copy. */
async function unpack(folder) {
  const program = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
  const env = { ...process.env, TMPDIR: folder, NODE_OPTIONS: '' };
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: project, env });
}

/** What a killed process left half done. */
async function removeStale() {
  for (const name of await fs.readdir(cache)) {
    const folder = path.join(cache, name);
    if (!name.startsWith('unpacking-') || Date.now() - (await fs.stat(folder)).mtimeMs < STALE) continue;
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** The environment for the browser. A machine without any font gets the one of the package. */
async function ownFonts() {
  const env = { ...process.env };
  const fonts = path.join(path.dirname(await bundledChromium().catch(() => '/')), 'fonts');
  if ((await exists('/etc/fonts/fonts.conf')) || !(await exists(fonts))) return env;
  const config = path.join(fonts, 'here.conf');
  await fs.writeFile(
    config,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${fonts}/cache</cachedir></fontconfig>`,
  );
  return { ...env, FONTCONFIG_FILE: config };
}

const exists = (file) =>
  fs.access(file).then(
    () => true,
    () => false,
  );
