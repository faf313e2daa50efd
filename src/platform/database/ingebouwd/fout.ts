/** The embedded database could not be started or stopped; the message is one Dutch sentence for the person at the keyboard. */
export class IngebouwdePostgresFout extends Error {
  override readonly name = 'IngebouwdePostgresFout';
}

const uitleg: Record<string, string> = {
  EACCES: 'heeft dit proces geen rechten; start als dezelfde gebruiker als de vorige keer',
  EPERM: 'heeft dit proces geen rechten; start als dezelfde gebruiker als de vorige keer',
  EROFS: 'kan niet worden geschreven, want de schijf is alleen-lezen',
  ENOSPC: 'is geen ruimte meer op de schijf',
  ENOTDIR: 'staat een bestand waar een map hoort',
  EEXIST: 'staat een bestand waar een map hoort',
};

/** Turns whatever went wrong into one sentence that says where to look; `map` is the folder the caller chose. */
export function alsDuidelijkeFout(fout: unknown, map: string): IngebouwdePostgresFout {
  if (fout instanceof IngebouwdePostgresFout) return fout;
  const { code, path, message } = fout as NodeJS.ErrnoException;
  const reden = code === undefined ? undefined : uitleg[code];
  const zin = reden
    ? `De ingebouwde database kan niet starten of stoppen: op ${path ?? map} ${reden}.`
    : `De ingebouwde database in ${map} kan niet starten of stoppen: ${message.replace(/\.$/, '')}.`;
  return new IngebouwdePostgresFout(zin, { cause: fout });
}
