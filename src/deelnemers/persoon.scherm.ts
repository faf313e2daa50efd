import { Injectable } from '@nestjs/common';
import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { HerverzendenService } from '../berichten/herverzenden.service.js';
import { berichtpaden } from '../berichten/paden.js';
import { CertificatenQueries } from '../certificering/certificaat/certificaten.queries.js';
import { certificaatregel } from '../certificering/mijn/mijn.scherm.js';
import { cohortpaden } from '../cohorten/paden.js';
import { Page, Redirect } from '../platform/web/page.js';
import type { Geweigerd } from '../platform/web/refused-form.js';
import { toestemmingspaden } from '../toestemmingen/paden.js';
import { inzagepaden } from '../inzage/paden.js';
import { deelnemerpaden } from './paden.js';
import { privacypaden } from '../privacyverzoeken/paden.js';
import { berichtstaten } from '../berichten/berichten.scherm.js';
import { auditpaden } from '../sporen/paden.js';
import { mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { volledigeNaam, type Persoon } from '../toegang/persoon.entity.js';
import { sectorkeuzes } from '../besturen/standen.js';
import { PersonenQueries, type PersoonInLijst } from '../personen/personen.queries.js';
import {
  LevensloopQueries,
  type AanmeldingVanPersoon,
  type BelangstellingVanPersoon,
  type Tijdlijnregel,
} from './levensloop.queries.js';
import { gebeurtenisVan, type PersonenQuery } from './persoon.dto.js';
import { standVan } from '../aanmeldingen/aanmeldingen.rules.js';
import { pageLinks } from '../platform/web/paging.js';

const PER_PAGINA = 25;
const PER_TIJDLIJN = 50;

export const persoonvelden = ['voornaam', 'tussenvoegsel', 'achternaam', 'email'] as const;
export type Persoonwaarden = Record<(typeof persoonvelden)[number], string | null>;

interface PersoonGeweigerd extends Geweigerd<Persoonwaarden> {
  /** Somebody who has the address already. */
  ander?: { naam: string; href: string };
}

/** Finding people, and one person over all cohorten and years. */
@Injectable()
export class PersoonScherm {
  constructor(
    private readonly personen: PersonenQueries,
    private readonly levensloop: LevensloopQueries,
    private readonly certificaten: CertificatenQueries,
    private readonly herverzenden: HerverzendenService,
  ) {}

  async lijst(wie: Wie, query: PersonenQuery): Promise<Page> {
    const zoek = query.zoek ?? '';
    const lijst = await this.personen.zoek({ ...query, zoek, paginaGrootte: PER_PAGINA });
    const context = {
      pad: deelnemerpaden.personen,
      zoek,
      sector: query.sector ?? '',
      sectoren: sectorkeuzes,
      totaal: lijst.totaal,
      personen: lijst.items.map(persoonInLijst),
      nieuwsbriefHref: mag(wie, 'personen.beheren') ? toestemmingspaden.nieuwsbrief : null,
      paginering: pageLinks(lijst, deelnemerpaden.personen, { zoek, sector: query.sector ?? '' }),
    };
    return new Page('deelnemers/personen', context, { titel: 'Personen' });
  }

  async toon(id: string, pagina: number, geweigerd?: PersoonGeweigerd): Promise<Page | Redirect> {
    const persoon = await this.levensloop.persoon(id);
    if (persoon.samengevoegdMetId) return new Redirect(deelnemerpaden.persoon(persoon.samengevoegdMetId));
    const paging = { pagina, paginaGrootte: PER_TIJDLIJN };
    const tijdlijn = await this.levensloop.tijdlijn(id, paging);
    const { voornaam, tussenvoegsel, achternaam, email } = persoon;
    const context = {
      kruimels: [{ tekst: 'Personen', href: deelnemerpaden.personen }],
      naam: volledigeNaam(persoon),
      email,
      bevestigdOp: persoon.emailBevestigdOp,
      onbestelbaar: onbestelbaarVan(persoon),
      mislukt: await this.herverzenden.telMislukte(id),
      herzend: deelnemerpaden.herverzending(id),
      bekendSinds: persoon.aangemaaktOp,
      andereAdressen: await this.levensloop.andereAdressen(id),
      aanmeldingen: (await this.levensloop.aanmeldingen(id)).map(aanmeldingOpPersoon),
      certificaten: (await this.certificaten.vanPersoon(id)).map(certificaatregel),
      registernummer: persoon.registernummer,
      belangstelling: (await this.levensloop.belangstelling(id)).map(belangstellingOpPersoon),
      tijdlijn: tijdlijn.items.map((regel) => tijdlijnregel(regel, persoon)),
      paginering: pageLinks(tijdlijn, deelnemerpaden.persoon(id), {}),
      actie: deelnemerpaden.persoon(id),
      beperktOp: persoon.beperktOp,
      wisHref: privacypaden.wissing(id),
      beperkActie: privacypaden.beperking(id),
      ontslotActie: privacypaden.opheffing(id),
      samenvoegHref: deelnemerpaden.samenvoegen(id),
      toestemmingenHref: toestemmingspaden.persoon(id),
      inzageHref: inzagepaden.persoon(id),
      logboekHref: auditpaden.record('persoon', id),
      waarden: geweigerd?.waarden ?? { voornaam, tussenvoegsel, achternaam, email },
      fouten: geweigerd?.fouten,
      ander: geweigerd?.ander ?? null,
    };
    const status = geweigerd ? 422 : 200;
    return new Page('deelnemers/persoon', context, { titel: volledigeNaam(persoon), status });
  }
}

export const persoonInLijst = (p: PersoonInLijst) => ({
  href: deelnemerpaden.persoon(p.id),
  id: p.id,
  naam: volledigeNaam(p),
  email: p.email,
  aanmeldingen: p.aanmeldingen,
  laatste: p.laatste,
});

function aanmeldingOpPersoon(a: AanmeldingVanPersoon) {
  return {
    opleiding: a.opleiding,
    cohort: a.cohort,
    schooljaar: a.schooljaar,
    href: cohortpaden.een(a.cohortId),
    wijzigHref: aanmeldpaden.beheer(a.id, 'gegevens'),
    status: standVan(a),
    eerste: a.eerste,
    werk: [a.functie, a.school, a.bestuur && `(${a.bestuur})`]
      .filter(Boolean)
      .join(', ')
      .replace(', (', ' ('),
    aangemeldOp: a.aangemeldOp,
    reden: a.reden,
    aanwezigheid: aanwezigheidVan(a),
  };
}

/** "3 van 5 keer aanwezig, 1 keer afgemeld", of what was recorded; null as long as nothing was. */
function aanwezigheidVan({ aanwezig, afgemeld, afwezig }: AanmeldingVanPersoon): string | null {
  const van = aanwezig + afgemeld + afwezig;
  if (van === 0) return null;
  return `${aanwezig} van ${van} keer aanwezig${afgemeld > 0 ? `, ${afgemeld} keer afgemeld` : ''}`;
}

function belangstellingOpPersoon(b: BelangstellingVanPersoon) {
  const einde = b.gemeldOp
    ? { op: b.gemeldOp, tekst: 'kreeg bericht dat aanmelden kan' }
    : b.ingetrokkenOp
      ? { op: b.ingetrokkenOp, tekst: 'ingetrokken' }
      : null;
  return {
    opleiding: b.opleiding,
    cohort: b.cohort,
    op: b.aangemaaktOp,
    bevestigd: b.bevestigdOp !== null,
    einde,
  };
}

function tijdlijnregel(regel: Tijdlijnregel, persoon: Persoon) {
  const waarover = [regel.opleiding, regel.cohort].filter(Boolean).join(', ') || null;
  const gebeurtenis = gebeurtenisVan(regel);
  if (gebeurtenis) return { isBericht: false, ...gebeurtenis, waarover };
  const staat = regel.status && berichtstaten[regel.status];
  return {
    isBericht: true,
    op: regel.op,
    tekst: regel.onderwerp,
    href: berichtpaden.een(regel.berichtId!),
    staat,
    aan: regel.aan === persoon.email ? null : regel.aan,
    gemaakt: regel.aangemaaktOp,
    verzonden: regel.verzondenOp,
    gepland: regel.verzondenOp ? null : regel.verzendenOp,
    waarover,
  };
}

/** Since when mail comes back, and what the mail server said; null while it arrives. */
const onbestelbaarVan = ({ onbestelbaarOp, onbestelbaarReden }: Persoon) =>
  onbestelbaarOp && { op: onbestelbaarOp, reden: onbestelbaarReden };
