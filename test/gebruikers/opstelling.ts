import type { Bestuur } from '../../src/besturen/bestuur.entity.js';
import type { School } from '../../src/besturen/school.entity.js';
import type { Wie } from '../../src/toegang/wie.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakGebruiker, maakSchool } from '../support/makers.js';
import { stuur, vraag, type Antwoord } from '../support/vraag.js';

export type Mens = Awaited<ReturnType<typeof maakGebruiker>>;

/** Two besturen with a school each, and who gives roles in them. */
export interface Huis {
  academie: Academie;
  spo: Bestuur;
  ksu: Bestuur;
  linde: School;
  beuk: School;
  beheer: Mens;
  co: Mens;
  vanSpo: Mens;
  vanKsu: Mens;
}

export async function maakHuis(): Promise<Huis> {
  const academie = await startAcademie();
  const { dataSource: ds } = academie;
  const spo = await maakBestuur(ds, { naam: 'SPO Utrecht', nummer: '41400' });
  const ksu = await maakBestuur(ds, { naam: 'KSU' });
  return {
    academie,
    spo,
    ksu,
    linde: await maakSchool(ds, { naam: 'De Linde', bestuurId: spo.id }),
    beuk: await maakSchool(ds, { naam: 'De Beuk', bestuurId: ksu.id }),
    beheer: await maakGebruiker(ds, { naam: 'Bea Heer', rol: 'beheer' }),
    co: await maakGebruiker(ds, { naam: 'Co Ordinator' }),
    vanSpo: await maakGebruiker(ds, { naam: 'Ben Bestuur', rol: 'bestuur', bestuurId: spo.id }),
    vanKsu: await maakGebruiker(ds, { naam: 'Kees Bestuur', rol: 'bestuur', bestuurId: ksu.id }),
  };
}

/** As whom the services know somebody. */
export const als = ({ id, naam, rol, bestuurId }: Mens): Wie => ({
  soort: 'gebruiker',
  id,
  naam,
  rol: rol,
  bestuurId,
});

/** What somebody asks of the API in their own browser. */
export async function bel(
  { academie }: Pick<Huis, 'academie'>,
  wie: Mens,
  pad: string,
  lijf?: object,
): Promise<Antwoord> {
  const { cookie, csrf } = await logIn(academie, wie);
  const headers = { cookie, 'x-csrf-token': csrf };
  if (!lijf) return vraag(academie, `/api/v1${pad}`, { headers });
  return vraag(academie, `/api/v1${pad}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(lijf),
  });
}

/** What somebody sends by a form of the own browser. */
export async function vulIn(
  { academie }: Pick<Huis, 'academie'>,
  wie: Mens,
  pad: string,
  velden: Record<string, string> = {},
): Promise<Antwoord> {
  return stuur(academie, pad, await logIn(academie, wie), velden);
}

export async function open({ academie }: Pick<Huis, 'academie'>, wie: Mens, pad: string): Promise<Antwoord> {
  const { cookie } = await logIn(academie, wie);
  return vraag(academie, pad, { headers: { cookie } });
}

/** Whether this browser is (still) logged in. */
export const isBinnen = async ({ academie }: Pick<Huis, 'academie'>, { cookie }: Inlog): Promise<boolean> =>
  (await vraag(academie, '/inloggen', { headers: { cookie } })).status === 303;
