import { existsSync } from 'node:fs';
import path from 'node:path';

function findRoot(folder: string): string {
  return existsSync(path.join(folder, 'templates')) ? folder : findRoot(path.dirname(folder));
}

/** The folder of the project, with the templates in it; found from here whether this runs compiled or from the sources. */
export const projectRoot = findRoot(import.meta.dirname);
