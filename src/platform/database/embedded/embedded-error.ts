/** The embedded database could not be started or stopped; the message is one Dutch sentence for the person at the keyboard. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

const NO_RIGHTS =
  'heeft dit proces geen rechten om te schrijven; geef het die, start als dezelfde gebruiker als de vorige keer, of zet DATABASE_URL';

const explanations: Record<string, string> = {
  EACCES: NO_RIGHTS,
  EPERM: NO_RIGHTS,
  EROFS:
    'kan niet worden geschreven, want de schijf is alleen-lezen; zet DATABASE_URL, of start op een schijf waar dat kan',
  ENOSPC: 'is geen ruimte meer op de schijf',
  ENOTDIR: 'staat een bestand waar een map hoort',
  EEXIST: 'staat een bestand waar een map hoort',
};

/** Turns whatever went wrong into one sentence that says where to look; `folder` is the one the caller chose. */
export function asClearError(error: unknown, folder: string): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  const { code, path, message } = error as NodeJS.ErrnoException;
  const reason = code === undefined ? undefined : explanations[code];
  const sentence = reason
    ? `De ingebouwde database kan niet starten of stoppen: op ${path ?? folder} ${reason}.`
    : `De ingebouwde database in ${folder} kan niet starten of stoppen: ${message.replace(/\.$/, '')}.`;
  return new EmbeddedPostgresError(sentence, { cause: error });
}
