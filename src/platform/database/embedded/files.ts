import fs from 'node:fs/promises';

/** Whether something is there. Not being allowed to look is an error: it must never pass for "there is nothing". */
export async function exists(file: string): Promise<boolean> {
  return (await ifPresent(fs.stat(file))) !== undefined;
}

/** The text of a file, or undefined when it is not there. */
export async function readIfPresent(file: string): Promise<string | undefined> {
  return ifPresent(fs.readFile(file, 'utf8'));
}

async function ifPresent<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
