import fs from 'node:fs/promises';

/** Whether something is there. Not being allowed to look is an error: it must never pass for "there is nothing". */
export async function bestaat(pad: string): Promise<boolean> {
  try {
    await fs.stat(pad);
    return true;
  } catch (fout) {
    const { code } = fout as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw fout;
  }
}

/** The text of a file, or undefined when it is not there. */
export async function leesAlsAanwezig(bestand: string): Promise<string | undefined> {
  return (await bestaat(bestand)) ? fs.readFile(bestand, 'utf8') : undefined;
}
