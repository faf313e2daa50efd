import type { Wie } from '../toegang/wie.js';
import { formatDateShort } from '../platform/clock/dates.js';
import { hoedInWoorden, type Rol, rolInWoorden, rollen } from '../toegang/gebruiker-rol.entity.js';
import type { GebruikerBeeld, Rolbeeld } from './gebruikers.queries.js';
import { isNietVoorbij, magGeven, weigering, type Gebruikersstand } from './gebruikers.rules.js';

/** How the screens of gebruikers show them. Plain functions from what was read to what the templates ask. */
export const PAD = '/beheer/gebruikers';

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

/** "vanaf vr 1 jan 2027, tot en met do 31 dec 2026, neemt waar voor Anna Berg"; null for what simply holds. */
function erbij({ begintOp, eindigtOp, waarneemtVoor }: Rolbeeld, dag: string): string | null {
  const delen = [
    begintOp > dag && `vanaf ${formatDateShort(begintOp)}`,
    eindigtOp !== null && `tot en met ${formatDateShort(eindigtOp)}`,
    waarneemtVoor !== null && `neemt waar voor ${waarneemtVoor}`,
  ].filter(Boolean);
  return delen.join(', ') || null;
}

export const rolregel = (rol: Rolbeeld, dag: string) => ({
  tekst: rolVoluit(rol),
  bij: erbij(rol, dag),
  voorbij: !isNietVoorbij(rol, dag),
});

const badges: Record<Gebruikersstand, { soort: string; tekst: string }> = {
  actief: { soort: 'goed', tekst: 'Actief' },
  uitgenodigd: { soort: 'let-op', tekst: 'Uitgenodigd' },
  gestopt: { soort: 'neutraal', tekst: 'Gestopt' },
};

/** What was done last about who is not (any more) active. */
function standBij(beeld: GebruikerBeeld, stand: Gebruikersstand, nu: Date): string | null {
  if (stand === 'gestopt')
    return beeld.uitgeschakeldOp ? `uitgeschakeld ${formatDateShort(beeld.uitgeschakeldOp)}` : 'rol voorbij';
  if (stand === 'actief' || !beeld.uitgenodigdOp || !beeld.uitnodigingTot) return null;
  return beeld.uitnodigingTot > nu
    ? `link tot ${formatDateShort(beeld.uitnodigingTot)}`
    : `link verlopen ${formatDateShort(beeld.uitnodigingTot)}`;
}

/** How somebody stands and what may be done about it. */
export function mens(wie: Wie, beeld: GebruikerBeeld, dag: string, nu: Date) {
  const stand = standVan(beeld, dag);
  const mag = weigering(wie, beeld, dag) === null;
  const pad = `${PAD}/${beeld.id}`;
  const { uitgeschakeldOp, kwamBinnen } = beeld;
  const binnenTeLaten = mag && uitgeschakeldOp === null;
  return {
    href: pad,
    naam: beeld.naam,
    email: beeld.email,
    jij: isJij(wie, beeld),
    laatst: beeld.laatstIngelogdOp,
    stand: { ...badges[stand], bij: standBij(beeld, stand, nu) },
    opnieuw: binnenTeLaten && !kwamBinnen ? `${pad}/uitnodiging` : null,
    herstel: binnenTeLaten && kwamBinnen ? `${pad}/herstel` : null,
    stop: binnenTeLaten ? `${pad}/uitschakeling` : null,
    aan: mag && uitgeschakeldOp !== null ? `${pad}/inschakeling` : null,
  };
}

export function gebruikerInLijst(wie: Wie, beeld: GebruikerBeeld, dag: string, nu: Date) {
  const alle = zichtbareRollen(wie, beeld);
  const lopend = alle.filter((rol) => isNietVoorbij(rol, dag));
  const getoond = lopend.length > 0 ? lopend : alle.slice(0, 1);
  return {
    ...mens(wie, beeld, dag, nu),
    rollen: getoond.map((rol) => rolregel(rol, dag)),
    meer: lopend.length < beeld.rollen.filter((rol) => isNietVoorbij(rol, dag)).length,
  };
}

/** What a role is for, for who chooses one. */
const uitleg: Record<Rol, string> = {
  coordinator: 'cohorten, deelnemers en mails',
  bestuur: 'de eigen mensen, akkoord geven',
  trainer: 'de eigen cohorten, aanwezigheid',
  schoolleider: 'een of meer scholen',
  programmamanager: 'alleen cijfers, geen namen',
  beheer: 'gebruikers en instellingen',
  privacy: 'wie wat zag, verzoeken van mensen',
};

const eersteHoofdletter = (tekst: string): string => tekst.charAt(0).toUpperCase() + tekst.slice(1);

export const rolkeuzes = (geefbaar: readonly Rol[], gekozen: string) =>
  geefbaar.map((rol) => ({
    waarde: rol,
    tekst: eersteHoofdletter(rolInWoorden(rol)),
    uitleg: uitleg[rol],
    aan: rol === gekozen || (geefbaar.length === 1 && gekozen === ''),
  }));
