// Compiles src/ and migrations/ to dist/ with swc (settings in .swcrc). Types are checked by `npm run check`.
import { transformFile } from '@swc/core';
import fs from 'node:fs/promises';
import path from 'node:path';

const outDir = 'dist';

async function compile(file) {
  const target = path.join(outDir, file.replace(/\.ts$/, '.js'));
  const { code, map } = await transformFile(file, {
    sourceFileName: path.relative(path.dirname(target), file),
  });
  await fs.mkdir(path.dirname(target), { recursive: true });
  await fs.writeFile(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
  await fs.writeFile(`${target}.map`, map);
}

async function sources(folder) {
  const files = await fs.readdir(folder, { recursive: true });
  return files.filter((file) => file.endsWith('.ts')).map((file) => path.join(folder, file));
}

const files = (await Promise.all(['src', 'migrations'].map(sources))).flat();
await fs.rm(outDir, { recursive: true, force: true });
await Promise.all(files.map(compile));
