import type { Wie } from '../toegang/wie.js';
import { addDays, addMonths } from '../platform/clock/dates.js';
import { hoedInWoorden, rollen, type Rol } from '../toegang/gebruiker-rol.entity.js';
import type { GebruikerBeeld, Rolbeeld } from './gebruikers.queries.js';

/** A role, with the bestuur it is for: of a schoolleider the bestuur that runs the school. */
export interface Rolplek {
  rol: Rol;
  bestuurId: string | null;
}

/** Who gives which roles, and so sees, changes and ends them. Nobody else gives any. */
const geeft: Partial<Record<Rol, readonly Rol[]>> = {
  beheer: rollen,
  coordinator: ['trainer', 'schoolleider', 'bestuur'],
  bestuur: ['bestuur', 'schoolleider'],
};

export function geefbareRollen(wie: Wie): readonly Rol[] {
  if (wie.soort === 'systeem') return rollen;
  return wie.soort === 'gebruiker' && wie.rol ? (geeft[wie.rol] ?? []) : [];
}

/** The one bestuur within which somebody gives roles; null for who gives them everywhere. */
export const binnenBestuur = (wie: Wie): string | null =>
  wie.soort === 'gebruiker' && wie.rol === 'bestuur' ? wie.bestuurId : null;

export function magGeven(wie: Wie, { rol, bestuurId }: Rolplek): boolean {
  const alleen = binnenBestuur(wie);
  return geefbareRollen(wie).includes(rol) && (alleen === null || alleen === bestuurId);
}

/** Somebody who may be changed, with every role they ever had. */
export interface TeWijzigen {
  id: string;
  email: string;
  rollen: readonly (Rolplek & { eindigtOp: string | null })[];
}

/** Whether a role holds on this day, or will. */
export const isNietVoorbij = ({ eindigtOp }: { eindigtOp: string | null }, dag: string): boolean =>
  eindigtOp === null || eindigtOp >= dag;

/** Oneself, and who has or had a role that somebody gives. */
export function magZien(wie: Wie, doel: TeWijzigen): boolean {
  if ('id' in wie && wie.id === doel.id) return true;
  if (wie.soort === 'systeem' || (wie.soort === 'gebruiker' && wie.rol === 'beheer')) return true;
  return doel.rollen.some((plek) => magGeven(wie, plek));
}

/**
 * Why somebody may not change another; null when they may. Nobody changes what they are themselves, so nobody gives
 * themselves more, and nobody touches who has a role that is not theirs to give.
 */
export function weigering(
  wie: Wie,
  doel: TeWijzigen,
  dag: string,
): 'jezelf' | 'andere-rol' | 'gewist' | null {
  if (isGewist(doel)) return 'gewist';
  if ('id' in wie && wie.id === doel.id) return 'jezelf';
  const lopend = doel.rollen.filter((rol) => isNietVoorbij(rol, dag));
  return lopend.every((plek) => magGeven(wie, plek)) ? null : 'andere-rol';
}

/** Stands for somebody who was erased: what they did still counts, and nobody can be let in. */
const isGewist = ({ email }: { email: string }): boolean => email.endsWith('@gewist.invalid');

/** From when to when somebody has a role. */
export interface Periode {
  begintOp: string;
  eindigtOp: string | null;
}

const VOOR_ALTIJD = '9999-12-31';

/** The last day until which, from this day on, there is always a beheerder; the day before it when there is none now. */
export function beheerdTot(perioden: readonly Periode[], dag: string): string {
  let tot = addDays(dag, -1);
  for (const { begintOp, eindigtOp } of perioden.toSorted((a, b) => (a.begintOp < b.begintOp ? -1 : 1))) {
    if (begintOp > addDays(tot, 1)) break;
    if (eindigtOp === null) return VOOR_ALTIJD;
    if (eindigtOp > tot) tot = eindigtOp;
  }
  return tot;
}

/**
 * The first day without a beheerder, when a change brings it nearer; undefined when it does not. The last beheerder
 * stays, also when it is the end of a role that would make somebody the last.
 */
export function dagZonderBeheerder(
  voor: readonly Periode[],
  na: readonly Periode[],
  dag: string,
): string | undefined {
  const tot = beheerdTot(na, dag);
  return tot < beheerdTot(voor, dag) ? addDays(tot, 1) : undefined;
}

/** `uitgenodigd`: was never in; `gestopt`: is switched off, or has no role any more. */
export const gebruikersstanden = ['actief', 'uitgenodigd', 'gestopt'] as const;
export type Gebruikersstand = (typeof gebruikersstanden)[number];

/** Days from which and until which a deputy has a role: of the period asked for, what the role itself lasts. */
export function waarneemperiode(
  rol: Periode,
  vanaf: string,
  tot: string,
): { begintOp: string; eindigtOp: string } | null {
  const begintOp = rol.begintOp > vanaf ? rol.begintOp : vanaf;
  const eindigtOp = rol.eindigtOp !== null && rol.eindigtOp < tot ? rol.eindigtOp : tot;
  return begintOp <= eindigtOp ? { begintOp, eindigtOp } : null;
}

/** "bestuur SPO Utrecht", "schoolleider De Linde" */
export const rolVoluit = ({ rol, bestuur, school }: Pick<Rolbeeld, 'rol' | 'bestuur' | 'school'>): string =>
  hoedInWoorden({ rol, bestuur: rol === 'bestuur' ? bestuur : school });

export function standVan(beeld: GebruikerBeeld, dag: string): Gebruikersstand {
  const isErNog = beeld.uitgeschakeldOp === null && beeld.rollen.some((rol) => isNietVoorbij(rol, dag));
  if (!isErNog) return 'gestopt';
  return beeld.kwamBinnen ? 'actief' : 'uitgenodigd';
}

/** The roles that somebody may know of: those they give, and their own. */
export const zichtbareRollen = (wie: Wie, beeld: GebruikerBeeld): Rolbeeld[] =>
  beeld.rollen
    .filter((rol) => isJij(wie, beeld) || magGeven(wie, rol))
    .sort((a, b) => rollen.indexOf(a.rol) - rollen.indexOf(b.rol));

export const isJij = (wie: Wie, { id }: { id: string }): boolean =>
  wie.soort === 'gebruiker' && wie.id === id;

/** Months without a log-in after which an account is switched off, and how long before that its owner is told. */
export const ACCOUNTTERMIJN = { ongebruikt: 12, vooraf: 1 };

/** How somebody uses the account: a session lasts hours, so the last log-in is the last use. */
export interface Gebruik {
  laatstIngelogdOp: Date | null;
  /** When the account was made, or switched on again. */
  aanSinds: Date;
}

export const laatstGebruikt = ({ laatstIngelogdOp, aanSinds }: Gebruik): Date =>
  laatstIngelogdOp && laatstIngelogdOp > aanSinds ? laatstIngelogdOp : aanSinds;

/** When the account goes off, of who was told and has not logged in since; a month after that mail at the earliest. */
export function gaatUitOp(gebruik: Gebruik & { gewaarschuwdOp: Date | null }): Date | null {
  const { gewaarschuwdOp } = gebruik;
  const laatst = laatstGebruikt(gebruik);
  if (!gewaarschuwdOp || gewaarschuwdOp <= laatst) return null;
  const [jaar, maand] = [
    addMonths(laatst, ACCOUNTTERMIJN.ongebruikt),
    addMonths(gewaarschuwdOp, ACCOUNTTERMIJN.vooraf),
  ];
  return jaar > maand ? jaar : maand;
}

/** What is to be done now about an account that somebody can log in with. */
export function ongebruiktStap(
  gebruik: Gebruik & { gewaarschuwdOp: Date | null; uitgeschakeldOp: Date | null },
  nu: Date,
): 'waarschuw' | 'uit' | null {
  if (gebruik.uitgeschakeldOp) return null;
  const uitOp = gaatUitOp(gebruik);
  if (uitOp) return uitOp <= nu ? 'uit' : null;
  const { ongebruikt, vooraf } = ACCOUNTTERMIJN;
  return addMonths(laatstGebruikt(gebruik), ongebruikt - vooraf) <= nu ? 'waarschuw' : null;
}
