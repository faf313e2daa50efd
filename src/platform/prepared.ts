import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './project-root.js';

let listener: ((file: string, text: string) => void) | undefined;

/** For the build: tells it of all that is asked for, in which file a server looks for it. */
export function onPrepared(tell: typeof listener): void {
  listener = tell;
}

/**
 * A text that is made of other texts, the same each time: the build makes it beforehand, so that a server need not load
 * what makes it. Made here when the build has not, or when something that it is made of has changed since.
 * @param how names what makes it. @param sources all that it is made of.
 */
export function prepared(how: string, sources: readonly string[], make: () => string): string {
  const hash = createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 32);
  const file = path.join(projectRoot, 'dist', 'prepared', `${how}-${hash}`);
  const text = readFile(file) ?? make();
  listener?.(file, text);
  return text;
}

function readFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
