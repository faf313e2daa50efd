import fs from 'node:fs/promises';

/** Only root uses it: a place that an account without rights can reach when the clone itself lies out of its reach. */
export const SYSTEM_FOLDER = '/var/lib/utrecht-leert-academie';

export async function makeSystemFolder(): Promise<string> {
  await fs.mkdir(SYSTEM_FOLDER, { recursive: true });
  // mkdir obeys the umask, which may be strict.
  await fs.chmod(SYSTEM_FOLDER, 0o755);
  return SYSTEM_FOLDER;
}
