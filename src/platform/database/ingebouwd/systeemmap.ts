import fs from 'node:fs/promises';

/** Only root uses it: a place that an account without rights can reach when the clone itself lies out of its reach. */
export const SYSTEEMMAP = '/var/lib/utrecht-leert-academie';

export async function maakSysteemMap(): Promise<string> {
  await fs.mkdir(SYSTEEMMAP, { recursive: true });
  // mkdir obeys the umask, which may be strict.
  await fs.chmod(SYSTEEMMAP, 0o755);
  return SYSTEEMMAP;
}
