import { existsSync } from 'node:fs';
import path from 'node:path';

function folderWith(mark: string, folder: string): string {
  return existsSync(path.join(folder, mark)) ? folder : folderWith(mark, path.dirname(folder));
}

/** The folder of the project, with the templates in it; found from here whether this runs compiled or from the sources. */
export const projectRoot = folderWith('templates', import.meta.dirname);

/**
 * A file of `src/` as JavaScript, for what runs beside this program: `dist/` of the project, or the build of the tests.
 * @param name its path under `src/`, without extension.
 */
export function compiledFile(name: string): string {
  const file = path.join('src', `${name}.js`);
  return path.join(folderWith(file, import.meta.dirname), file);
}
