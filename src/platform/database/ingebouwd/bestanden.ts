import fs from 'node:fs/promises';

/** Whether something is there. Not being allowed to look is an error: it must never pass for "there is nothing". */
export async function bestaat(pad: string): Promise<boolean> {
  return (await alsAanwezig(fs.stat(pad))) !== undefined;
}

/** The text of a file, or undefined when it is not there. */
export async function leesAlsAanwezig(bestand: string): Promise<string | undefined> {
  return alsAanwezig(fs.readFile(bestand, 'utf8'));
}

async function alsAanwezig<T>(lezing: Promise<T>): Promise<T | undefined> {
  try {
    return await lezing;
  } catch (fout) {
    const { code } = fout as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw fout;
  }
}
