// Sessions for whoever measures, written as logging in writes them: the form itself takes its time on purpose.
import { createHash, randomBytes } from 'node:crypto';

/**
 * @param client a connected pg.Client.
 * @param wie `gebruikers`: an id per role; `persoon`: an id.
 * @returns the headers per kind of visitor; `niemand` among them.
 */
export async function logIn(client, { gebruikers, persoon }) {
  const koppen = { niemand: {} };
  const begin = async (wie, kolom, id) => {
    const sleutel = randomBytes(32).toString('base64url');
    await client.query(
      `INSERT INTO sessie (sleutel_hash, ${kolom}, rol, bestuur_id, aangemaakt_op, vervalt_op, apparaat)
       SELECT $1, $2, r.rol, r.bestuur_id, now(), now() + interval '1 hour', 'bench'
         FROM (SELECT) een LEFT JOIN gebruiker_rol r ON r.gebruiker_id = $2`,
      [createHash('sha256').update(sleutel).digest('base64url'), id],
    );
    koppen[wie] = { cookie: `sessie=${sleutel}` };
  };
  for (const [wie, id] of Object.entries(gebruikers)) await begin(wie, 'gebruiker_id', id);
  if (persoon) await begin('persoon', 'persoon_id', persoon);
  return koppen;
}

export const logUit = (client) => client.query(`DELETE FROM sessie WHERE apparaat = 'bench'`);
