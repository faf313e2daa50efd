// The server as one file, `dist/server.cjs`, from the files that build.mjs left in dist/ and the packages that they import:
// besluit 025 has what it saves. What is loaded later, by `import()`, stays where it is; so do commands and `*.worker.js`.
import { decode, encode } from '@jridgewell/sourcemap-codec';
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

const outfile = path.resolve('dist/server.cjs');

/** Where a file was before it became a part of another. */
const PLACE =
  'function __place(file){var path=require("node:path"),filename=path.join(__dirname,file);' +
  'return{filename,dirname:path.dirname(filename),url:require("node:url").pathToFileURL(filename).href}}';

/** In a text of ASCII only, V8 keeps each character in one byte; what esbuild leaves are regular expressions. */
const ascii = (text) =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What a file says of its own place, or loads from there, keeps its meaning. */
function placed(text, file) {
  const place = `__place(${JSON.stringify(path.relative(path.dirname(outfile), file))})`;
  const meta = text.replace(/\bimport\.meta\b/g, place);
  const names = ['__dirname', '__filename'].filter((name) => new RegExp(`\\b${name}\\b`).test(meta));
  if (names.length === 0) return meta;
  return `var ${names.map((name) => `${name} = ${place}.${name.slice(2)}`).join(', ')};${meta}`;
}

const parts = {
  name: 'parts',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
      kind === 'dynamic-import' ? { path: name, external: true } : undefined,
    );
    onLoad({ filter: /\.[cm]?js$/ }, async ({ path: file }) => {
      const text = ascii(await fs.readFile(file, 'utf8'));
      if (!path.relative(path.dirname(outfile), file).startsWith('..'))
        return { contents: placed(text, file) };
      // Nest asks in this way for packages that may not be there; it must get the same one as everybody.
      const asking = text.replace(/^const require = createRequire\(import\.meta\.url\);$/m, '');
      return { contents: placed(asking, file) };
    });
  },
};

/** @param built all files that it is made of, packages aside. @returns whether one of them, or a package, had changed. */
export async function bundle(built) {
  const sources = [...built.filter((file) => file.endsWith('.js')).sort(), 'package-lock.json', 'bundle.mjs'];
  const hash = createHash('sha256');
  for (const file of sources) hash.update(file).update(await fs.readFile(file));
  const stamp = `// ${hash.digest('hex')}\n`;
  if (await isFrom(stamp)) return false;
  const {
    outputFiles: [map, code],
  } = await build({
    entryPoints: ['dist/src/main.js'],
    outfile,
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    plugins: [parts],
    banner: { js: PLACE },
    // Names stay as they are, so that an error can be read as well without the map. Not by `keepNames`: that calls a
    // function for each function that is made while the server works, which cost it a tenth of its enrolments.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 200,
    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false,
    // Packages that Nest can do without.
    external: ['class-transformer/storage', 'swagger-ui-dist/*', 'pg-native'],
    logLevel: 'warning',
  });
  await checkNames(built, code.text);
  await put(`${outfile}.map`, ofOurOwn(JSON.parse(map.text)));
  await put(outfile, code.text + stamp);
  return true;
}

/** Tables and schemas of the API are called after a class, so none of those may have got another name. */
async function checkNames(built, text) {
  const files = built.filter((file) => /\.(entity|dto)\.js$/.test(file));
  const sources = await Promise.all(files.map((file) => fs.readFile(file, 'utf8')));
  const names = sources.flatMap((source) =>
    [...source.matchAll(/^(?:export )?class (\w+)/gm)].map(([, name]) => name),
  );
  const renamed = new RegExp(
    `\\bclass (?:${names.join('|')})\\d{1,3}\\b|\\b(?:${names.join('|')})\\d{1,3}=class\\b`,
    'g',
  );
  const found = text.match(renamed);
  if (found) throw new Error(`In the bundle another name of a class is in the way: ${found.join(', ')}`);
}

/** Node reads the whole map at the start: of the packages, which are four fifths of it, the names of functions say enough. */
function ofOurOwn({ version, sources, mappings }) {
  const own = sources.filter((file) => /^\.\.\/(?:src|migrations)\//.test(file));
  const index = sources.map((file) => own.indexOf(file));
  const lines = decode(mappings).map((line) =>
    line
      .map(([column, source, ...place]) =>
        index[source] >= 0 ? [column, index[source], place[0], place[1]] : [column],
      )
      // One that says nothing ends what the one before it says.
      .filter((segment, i, all) => segment.length > 1 || all[i - 1]?.length !== 1),
  );
  return JSON.stringify({ version, sources: own, names: [], mappings: encode(lines) });
}

async function isFrom(stamp) {
  const there = await fs.open(outfile).catch(() => undefined);
  if (!there) return false;
  try {
    const { size } = await there.stat();
    const end = Buffer.alloc(stamp.length);
    await there.read(end, 0, stamp.length, Math.max(0, size - stamp.length));
    return end.toString() === stamp;
  } finally {
    await there.close();
  }
}

async function put(target, text) {
  const draft = `${target}.${process.pid}`;
  await fs.writeFile(draft, text);
  await fs.rename(draft, target);
}
