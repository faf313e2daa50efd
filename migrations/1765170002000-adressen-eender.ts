import { domainToASCII } from 'node:url';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One address was kept in more than one way when somebody pasted it with characters that nobody sees, in full-width
 * letters or with a domain in other letters. Where nobody else has the plain one it is mended; where somebody has, both
 * stay: that is for a human to merge, on the page of the person.
 */
export class AdressenEender1765170002000 implements MigrationInterface {
  name = 'AdressenEender1765170002000';

  async up(runner: QueryRunner): Promise<void> {
    for (const tabel of ['persoon', 'gebruiker']) {
      const rows = (await runner.query(
        `SELECT id, email FROM ${tabel} WHERE email ~ '[^\\x01-\\x7E]' ORDER BY id`,
      )) as { id: string; email: string }[];
      for (const { id, email } of rows) {
        const plat = eender(email);
        if (plat === email) continue;
        await runner.query(
          `UPDATE ${tabel} SET email = $2, email_norm = lower(btrim($2))
            WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM ${tabel} WHERE email_norm = lower(btrim($2)) AND id <> $1)`,
          [id, plat],
        );
      }
    }
  }

  /** Nothing to undo: the mended address is the same address. */
  async down(): Promise<void> {}
}

function eender(email: string): string {
  const plat = email
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .trim();
  const apenstaart = plat.lastIndexOf('@');
  const domein = plat.slice(apenstaart + 1);
  const ascii = /^[\x20-\x7e]*$/.test(domein) ? domein : domainToASCII(domein);
  return apenstaart > 0 && ascii ? plat.slice(0, apenstaart + 1) + ascii : email;
}
