import { existsSync } from 'node:fs';
import path from 'node:path';

function findRoot(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : findRoot(path.dirname(folder));
}

/** The folder of the project, found from here whether this runs compiled or from the sources. */
export const projectRoot = findRoot(import.meta.dirname);
