import { isUUID } from 'class-validator';
import { Brackets, type EntityManager, In } from 'typeorm';
import { DomainError } from '../platform/errors/domain-error.js';
import { bestuurVan, type Wie } from '../toegang/wie.js';
import { Bestuur } from './bestuur.entity.js';
import {
  anderBestuur,
  bestuurPastNiet,
  gekozenBestuurGesloten,
  gekozenBestuurOnbekend,
  schoolOnbekend,
} from './besturen.errors.js';
import { schoolweigering } from './besturen.service.js';
import { School } from './school.entity.js';
import { vestigingscodeVan } from './schoolnamen.rules.js';
import type { WerkplekDto } from './werkplek.dto.js';

/** Where somebody works, as it is sent. */
export type Werkplekverzoek = Pick<WerkplekDto, 'vestigingscode' | 'bestuur' | 'organisatie'>;

/** Where somebody works, as an aanmelding keeps it; `organisatie` only of who has no school. */
export interface Werkplek {
  schoolId: string | null;
  bestuurId: string | null;
  organisatie: string | null;
  /** The bestuur gives its akkoord before one of its people gets a certain place. */
  vraagtAkkoord: boolean;
}

/** @param ookGesloten who enters what was already so, may name a school or bestuur that closed since. */
interface Vraag {
  wie: Wie;
  verzoek: Werkplekverzoek;
  ookGesloten: boolean;
}

/** A step: where each of these works, or why that cannot be; two statements for all. @returns in the order given. */
export async function werkplekkenVan(
  m: EntityManager,
  vragen: readonly Vraag[],
): Promise<(Werkplek | DomainError)[]> {
  const codes = vragen.flatMap(({ verzoek }) => vestigingscodeVan(verzoek.vestigingscode) ?? []);
  const scholen = codes.length > 0 ? await m.findBy(School, { vestigingscode: In(codes) }) : [];
  const gevraagd = vragen.flatMap(({ verzoek }) => verzoek.bestuur ?? []);
  const besturen = await besturenMet(
    m,
    gevraagd,
    scholen.flatMap((school) => school.bestuurId ?? []),
  );
  return vragen.map((vraag) => werkplekVan(vraag, scholen, besturen));
}

/** A step: the same for one. @throws DomainError */
export async function eneWerkplek(m: EntityManager, vraag: Vraag): Promise<Werkplek> {
  const [werkplek] = await werkplekkenVan(m, [vraag]);
  if (werkplek instanceof DomainError) throw werkplek;
  return werkplek!;
}

/** By the id or the number that somebody sent, and these. */
async function besturenMet(m: EntityManager, gevraagd: string[], ids: string[]): Promise<Bestuur[]> {
  const alleIds = [...ids, ...gevraagd.filter((tekst) => isUUID(tekst))];
  if (alleIds.length + gevraagd.length === 0) return [];
  return m
    .createQueryBuilder(Bestuur, 'b')
    .where(
      new Brackets((of) => {
        of.where('b.id = ANY(:ids)', { ids: alleIds }).orWhere('b.nummer = ANY(:gevraagd)', { gevraagd });
      }),
    )
    .getMany();
}

function werkplekVan(
  { wie, verzoek, ookGesloten }: Vraag,
  scholen: readonly School[],
  besturen: readonly Bestuur[],
): Werkplek | DomainError {
  const code = vestigingscodeVan(verzoek.vestigingscode);
  const school = code === null ? null : scholen.find(({ vestigingscode }) => vestigingscode === code);
  if (school === undefined) return schoolOnbekend();
  const gekozen = bestuurIn(besturen, verzoek.bestuur, ookGesloten);
  if (gekozen instanceof DomainError) return gekozen;
  if (!school) return zonderSchool(wie, gekozen, verzoek.organisatie ?? null);
  const weigering = schoolweigering(wie, school, ookGesloten);
  if (weigering) return weigering;
  if (gekozen && gekozen.id !== school.bestuurId) return bestuurPastNiet();
  const vraagtAkkoord = besturen.some((b) => b.id === school.bestuurId && b.vraagtAkkoord);
  return { schoolId: school.id, bestuurId: school.bestuurId, organisatie: null, vraagtAkkoord };
}

function bestuurIn(
  besturen: readonly Bestuur[],
  gevraagd: string | null | undefined,
  ookGesloten: boolean,
): Bestuur | DomainError | null {
  if (!gevraagd) return null;
  const bestuur = besturen.find(({ id, nummer }) => id === gevraagd.toLowerCase() || nummer === gevraagd);
  if (!bestuur) return gekozenBestuurOnbekend();
  return bestuur.geslotenOp && !ookGesloten ? gekozenBestuurGesloten() : bestuur;
}

/** People of a bestuur without a school, and who works elsewhere. A bestuur says of its own people that they are. */
function zonderSchool(wie: Wie, bestuur: Bestuur | null, organisatie: string | null): Werkplek | DomainError {
  const eigen = bestuurVan(wie);
  if (eigen && bestuur?.id !== eigen) return anderBestuur();
  const { id = null, vraagtAkkoord = false } = bestuur ?? {};
  return { schoolId: null, bestuurId: id, organisatie, vraagtAkkoord };
}
