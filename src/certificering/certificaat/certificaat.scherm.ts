import { Injectable } from '@nestjs/common';
import { AuditQueries } from '../../audit/audit.queries.js';
import { geschiedenisVan } from '../../audit/geschiedenis.rules.js';
import { cohortpaden } from '../../cohorten/paden.js';
import { deelnemerpaden } from '../../deelnemers/paden.js';
import { textOf } from '../../platform/web/form-input.js';
import { Page } from '../../platform/web/page.js';
import type { Geweigerd } from '../../platform/web/refused-form.js';
import { certificeringpaden } from '../paden.js';
import { type Certificaatbeeld, CertificatenQueries } from './certificaten.queries.js';
import type { Certificaatstand } from './certificaten.rules.js';

export type Certificaatformulier = 'intrekking' | 'correctie' | 'heruitgave';

interface GeweigerdCertificaat extends Geweigerd {
  formulier: Certificaatformulier;
}

/** One certificaat as the coördinator sees it, with what happened to it. */
@Injectable()
export class CertificaatScherm {
  constructor(
    private readonly certificaten: CertificatenQueries,
    private readonly audit: AuditQueries,
  ) {}

  /** @throws DomainError `certificaat-onbekend` */
  async toon(nummer: string, geweigerd?: GeweigerdCertificaat): Promise<Page> {
    const c = await this.certificaten.vind(nummer);
    const reeks = await this.certificaten.vanAanmelding(c.aanmeldingId, c.leerjaar);
    const regels = (
      await Promise.all([
        this.audit.vanOnderwerp('aanmelding', c.aanmeldingId, 1000),
        this.audit.inzageIn('aanmelding', [c.aanmeldingId]),
      ])
    )
      .flat()
      .filter(({ code }) => code.startsWith('certificaat.'))
      .sort((a, b) => Number(a.op) - Number(b.op));
    const context = certificaatcontext(c, reeks, geschiedenisVan(regels), geweigerd);
    return new Page('certificering/certificaat', context, {
      titel: `Certificaat ${c.nummer}`,
      status: geweigerd ? 422 : 200,
    });
  }
}

const badges: Record<Certificaatstand, { soort: 'goed' | 'fout' | 'neutraal'; tekst: string }> = {
  geldig: { soort: 'goed', tekst: 'Geldig' },
  ingetrokken: { soort: 'fout', tekst: 'Ingetrokken' },
  vervangen: { soort: 'neutraal', tekst: 'Vervangen' },
};

/** @param reeks all of this person and leerjaar, oldest first. */
function certificaatcontext(
  c: Certificaatbeeld,
  reeks: readonly Certificaatbeeld[],
  regels: ReturnType<typeof geschiedenisVan>,
  geweigerd?: GeweigerdCertificaat,
) {
  const { gegevens } = c;
  const geldt = reeks.some(({ stand }) => stand === 'geldig');
  return {
    kruimels: [
      { tekst: 'Cohorten', href: cohortpaden.lijst },
      { tekst: gegevens.cohort, href: certificeringpaden.cohort(c.cohortId) },
    ],
    nummer: c.nummer,
    badge: badges[c.stand],
    gegevens,
    meerdere: gegevens.leerjaren > 1,
    versie: c.versie,
    controlecode: c.controlecode,
    ingetrokkenOp: c.ingetrokkenOp,
    intrekkingsreden: c.intrekkingsreden,
    vervangenDoor: c.vervangenDoor && {
      nummer: c.vervangenDoor,
      href: certificeringpaden.certificaat(c.vervangenDoor),
    },
    vervangt: c.vervangt && { nummer: c.vervangt, href: certificeringpaden.certificaat(c.vervangt) },
    publiekHref: certificeringpaden.controle(c.nummer),
    pdfHref: `/api/v1/certificaten/${c.nummer}/pdf`,
    badgeHref: c.stand === 'geldig' ? `/api/v1/certificaten/${c.nummer}/badge` : null,
    persoonHref: deelnemerpaden.persoon(c.persoonId),
    ...formulieren(c, geldt, geweigerd),
    regels,
    fouten: geweigerd && foutenOpId(geweigerd),
  };
}

/** @param geldt whether any of the series is valid: then the withdrawn one is not issued again. */
function formulieren(c: Certificaatbeeld, geldt: boolean, geweigerd?: GeweigerdCertificaat) {
  const formulier = (soort: Certificaatformulier) => {
    const hier = geweigerd?.formulier === soort ? geweigerd : null;
    return {
      actie: `${certificeringpaden.certificaat(c.nummer)}/${soort}`,
      reden: textOf(hier?.waarden.reden),
      naam: textOf(hier?.waarden.naam),
      fouten: hier?.fouten ?? {},
      open: hier !== null,
    };
  };
  return {
    intrekking: c.stand === 'geldig' ? formulier('intrekking') : null,
    correctie: c.stand === 'geldig' ? formulier('correctie') : null,
    heruitgave: c.stand === 'ingetrokken' && !geldt && !c.vervangenDoor ? formulier('heruitgave') : null,
  };
}

/** The errors by the ids of the fields, which each form makes its own. */
const foutenOpId = ({ formulier, fouten }: GeweigerdCertificaat): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fouten).map(([veld, tekst]) => [
      ['naam', 'reden'].includes(veld) ? `${formulier}-${veld}` : '_',
      tekst,
    ]),
  );
