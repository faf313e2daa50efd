import { type DataSource, type EntityManager, In } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import type { Aanmeldstatus } from '../../aanmeldingen/standen.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { mailtijd } from '../../cohorten/momenten.rules.js';
import type { Cohortstand } from '../../cohorten/plaatsen.service.js';
import { ONDERWEG } from '../../cohorten/standen.js';
import { addDays, dateOf, momentAt } from '../../platform/clock/dates.js';
import { inSteps } from '../../platform/database/rehearsal.js';

/** The moments in the life of an aanmelding by which a coördinator looks for a mail, in order. */
export const postgroepen = [
  'Aanmelden',
  'Wachtlijst',
  'Voor en tijdens de bijeenkomsten',
  'Als er iets verandert',
  'Na de laatste bijeenkomst',
  'Aan de academie en aan wie belangstelling had',
] as const;
type Postgroep = (typeof postgroepen)[number];

/** The reader of a mail. A paragraph of the cohort goes along only in mail about an aanmelding. */
export type Lezer = 'deelnemer' | 'bestuur' | 'academie' | 'belangstellende';

interface Variant {
  waarde: string;
  tekst: string;
}

/** A case to show a mail for: a real cohort and a real aanmelding of it, in a transaction that is undone. */
export interface Geval {
  m: EntityManager;
  stand: Cohortstand;
  /** Of this cohort, and free to be changed: nothing of it is kept. */
  a: Aanmelding;
  /** One of `varianten`, or empty. */
  variant: string;
}

/** One soort of mail that people of a cohort get or may get. Adding one is an entry in the list of its feature. */
export interface Postsoort {
  /** `<feature>/<mail>`, the name of the template. */
  soort: string;
  groep: Postgroep;
  naam: string;
  lezer: Lezer;
  /** Tells in a sentence when it goes. */
  wanneer: (cohort: Cohort) => string;
  varianten?: readonly Variant[];
  /**
   * Lets the code that really writes this mail write it.
   * @returns why this cohort has no such mail now; nothing when it was written.
   */
  schrijf: (geval: Geval) => Promise<string | void>;
}

/** Kinds of mail that are not about a cohort, or have a screen of their own, with the reason. */
export const nietInDeLijst: Record<string, string> = {
  'belangstelling/bevestig': 'gaat over belangstelling, niet over een plaats in dit cohort',
  'belangstelling/genoteerd': 'gaat over belangstelling, niet over een plaats in dit cohort',
  'belangstelling/al-bekend': 'gaat over belangstelling, niet over een plaats in dit cohort',
  'gebruikers/uitnodiging': 'gaat over een account, niet over een cohort',
  'gebruikers/rol-erbij': 'gaat over een account, niet over een cohort',
  'gebruikers/account-ongebruikt': 'gaat over een account, niet over een cohort',
  'gebruikers/wachtwoord-vergeten': 'gaat over een account, niet over een cohort',
  'gebruikers/herstel': 'gaat over een account, niet over een cohort',
  'inloggen/beveiliging-gewijzigd': 'gaat over een account, niet over een cohort',
  'inloggen/inloglink': 'gaat over inloggen, niet over een cohort',
  'inloggen/koppelen': 'gaat over inloggen, niet over een cohort',
  'privacyverzoeken/ontvangen': 'gaat over een verzoek om privacy, niet over een cohort',
  'privacyverzoeken/afgewezen': 'gaat over een verzoek om privacy, niet over een cohort',
  'privacyverzoeken/beperkt': 'gaat over een verzoek om privacy, niet over een cohort',
  'privacyverzoeken/opgeheven': 'gaat over een verzoek om privacy, niet over een cohort',
  'privacyverzoeken/gewist': 'gaat over een verzoek om privacy, niet over een cohort',
  'inzage/adres-bevestigen': 'gaat over een e-mailadres, niet over een cohort',
  'inzage/adres-gewijzigd': 'gaat over een e-mailadres, niet over een cohort',
  'certificering/vervolg': 'nodigt uit voor wat erop volgt, en gaat niet over een plaats in dit cohort',
  'cohortbeheer/mededeling': 'schrijft de coördinator zelf, met een eigen scherm en een eigen voorbeeld',
};

/** Whether a coördinator may add words to it. */
export const metAlinea = ({ lezer }: Postsoort): boolean => lezer === 'deelnemer' || lezer === 'bestuur';

// A mail of a preview goes into a table of this transaction alone, which has the name of the real one: no sender can
// ever see it, and it meets no mail that was written before.
const EIGEN_POSTBUS = `
  CREATE TEMPORARY TABLE bericht (LIKE bericht INCLUDING DEFAULTS INCLUDING GENERATED) ON COMMIT DROP;
  CREATE UNIQUE INDEX ON pg_temp.bericht (sleutel)`;

/** Does something in a transaction that is always undone, with a mailbox of its own: no mail of it leaves. */
export function inProef<T>(dataSource: DataSource, daad: (m: EntityManager) => Promise<T>): Promise<T> {
  return inSteps(dataSource, true, (step) =>
    step(async (m) => {
      await m.query(EIGEN_POSTBUS);
      return daad(m);
    }),
  );
}

/** The aanmelding as it is when this mail is written. */
export function als(
  { a }: Pick<Geval, 'a'>,
  status: Aanmeldstatus,
  anders: Partial<Pick<Aanmelding, 'wachtOp' | 'vervaltOp' | 'reden'>> = {},
): Aanmelding {
  const zo = Object.assign(new Aanmelding(), a);
  zo.status = status;
  zo.wachtOp = anders.wachtOp ?? [];
  zo.vervaltOp = anders.vervaltOp ?? null;
  if (anders.reden !== undefined) zo.reden = anders.reden;
  return zo;
}

/**
 * Puts this person in the line, at the end when not in it yet, so that a mail which counts the line counts them too.
 * @returns the place in the line, from 1.
 */
export async function zetInRij({ m, stand, a }: Geval): Promise<number> {
  await m.query(
    `UPDATE aanmelding SET status = 'wachtlijst', plaatsnummer = NULL, plaats_van = NULL, vervalt_op = NULL,
       wacht_op = array_remove(wacht_op, 'aanbod'), wachtlijst_rang = coalesce(
       wachtlijst_rang, 1 + (SELECT coalesce(max(wachtlijst_rang), 0) FROM aanmelding WHERE cohort_id = $2))
      WHERE id = $1`,
    [a.id, stand.cohort.id],
  );
  const [row] = await m.query<{ n: number }[]>(
    `SELECT count(*)::integer AS n FROM aanmelding
      WHERE cohort_id = $1 AND status = 'wachtlijst' AND id <> $2 AND ($3::integer IS NULL OR wachtlijst_rang < $3)`,
    [stand.cohort.id, a.id, a.wachtlijstRang],
  );
  return row!.n + 1;
}

/** Another cohort to move between, of the same opleiding where there is one; the latest begins first. */
export async function anderCohort({ m, stand }: Geval): Promise<Cohort | null> {
  const actief = { status: In([...ONDERWEG]) };
  const zelfde = await m.find(Cohort, {
    where: { opleidingId: stand.cohort.opleidingId, ...actief },
    order: { eerste: 'DESC' },
    take: 2,
  });
  const gevonden = zelfde.find(({ id }) => id !== stand.cohort.id);
  if (gevonden) return gevonden;
  const anders = await m.find(Cohort, { where: actief, order: { eerste: 'DESC' }, take: 2 });
  return anders.find(({ id }) => id !== stand.cohort.id) ?? null;
}

export const GEEN_ANDER = 'Er is geen ander cohort waarmee we dit kunnen laten zien.';
export const GEEN_BIJEENKOMST = 'Dit cohort heeft nog geen bijeenkomsten.';

/** Gives the moment at which a planned mail to a deelnemer goes, so many days before `moment`. */
export const dagenEerder = (moment: Date, dagen: number): Date =>
  momentAt(addDays(dateOf(moment), -dagen), mailtijd.deelnemer);
