import type { Bericht, Berichtstatus } from './bericht.entity.js';

interface Badge {
  soort: 'goed' | 'let-op' | 'fout' | 'info' | 'neutraal';
  tekst: string;
}

export const staten: Record<Berichtstatus, Badge> = {
  wacht: { soort: 'info', tekst: 'Wacht' },
  bezig: { soort: 'info', tekst: 'Wordt verstuurd' },
  verzonden: { soort: 'goed', tekst: 'Verstuurd' },
  opnieuw: { soort: 'let-op', tekst: 'Probeert opnieuw' },
  mislukt: { soort: 'fout', tekst: 'Mislukt' },
  vervallen: { soort: 'neutraal', tekst: 'Vervallen' },
};

/** `aanmeldingen/akkoord-gevraagd` becomes "Akkoord gevraagd". */
export function soortInWoorden(soort: string): string {
  const woorden = soort.replace(/^.*\//, '').replaceAll('-', ' ');
  return woorden.charAt(0).toUpperCase() + woorden.slice(1);
}

export const hrefVan = ({ id }: Pick<Bericht, 'id'>): string => `/beheer/berichten/${id}`;

/** When it will be tried; null when that is now, or past. */
function volgendeVan({ status, verzendenOp, aangemaaktOp }: Bericht): Date | null {
  return status === 'opnieuw' || (status === 'wacht' && verzendenOp > aangemaaktOp) ? verzendenOp : null;
}

/** A line of the outbox and the head of one mail have these in common. */
export function berichtView(bericht: Bericht) {
  const { aan, onderwerp, aangemaaktOp, verzondenOp, vervaltOp, pogingen, fout, adresGeweigerd } = bericht;
  return {
    href: hrefVan(bericht),
    staat: staten[bericht.status],
    soort: soortInWoorden(bericht.soort),
    aan,
    onderwerp,
    gemaakt: aangemaaktOp,
    verzonden: verzondenOp,
    volgende: volgendeVan(bericht),
    vervalt: vervaltOp,
    pogingen,
    fout,
    adresGeweigerd,
  };
}

/** What happened to a mail, oldest first. */
export function geschiedenisVan(bericht: Bericht, herverzendingen: Bericht[]) {
  const { aangemaaktOp, verzondenOp, id } = bericht;
  return [
    { op: aangemaaktOp, tekst: 'Geschreven' },
    ...(verzondenOp ? [{ op: verzondenOp, tekst: 'Verstuurd' }] : []),
    ...herverzendingen
      .filter((later) => later.id !== id && later.aangemaaktOp >= aangemaaktOp)
      .map((later) => ({ op: later.aangemaaktOp, tekst: 'Opnieuw klaargezet' })),
  ];
}
