import { Injectable } from '@nestjs/common';
import { aanmeldpaden } from '../../aanmeldingen/paden.js';
import { cohortkop } from '../../cohorten/cohort.scherm.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { Clock } from '../../platform/clock/clock.js';
import { dateOf, formatDate } from '../../platform/clock/dates.js';
import { textOf } from '../../platform/web/form-input.js';
import { ToestemmingenQueries } from '../../toestemmingen/toestemmingen.queries.js';
import { Page } from '../../platform/web/page.js';
import type { Geweigerd } from '../../platform/web/refused-form.js';
import { inFull } from '../../platform/web/template-helpers.js';
import { type Certificaatbeeld, CertificatenQueries } from '../certificaat/certificaten.queries.js';
import { certificeringpaden } from '../paden.js';
import { nietTeDrukken } from '../pdf/letters.rules.js';
import { LeerjaarQueries } from '../voorwaarden/leerjaar.queries.js';
import {
  type Certificaatkandidaat,
  type Leerjaarbeeld,
  teCertificeren,
  watMist,
} from '../voorwaarden/leerjaar.rules.js';
import {
  accreditatiewaarschuwing,
  bezwaar,
  nodig,
  optelling,
  type Uitslaggroep,
} from '../voorwaarden/voorwaarden.rules.js';
import { namenlijstscherm } from './namenlijst.scherm.js';
import { UitreikenService } from './uitreiken.service.js';

/** A form of the tab that was refused, and of whom. */
export interface GeweigerdeCertificering extends Geweigerd {
  leerjaar: number;
  formulier: 'oordeel' | 'uitreiking' | 'ceremonie' | 'onderdelen';
  aanmelding?: string;
}

/** A leerjaar as the tab shows it. */
interface Jaar {
  beeld: Leerjaarbeeld;
  certificaten: readonly Certificaatbeeld[];
  /** How many were invited to the ceremony as it is planned now. */
  uitgenodigd: number;
}

/** The tab Certificering of a cohort. */
@Injectable()
export class CertificeringScherm {
  constructor(
    private readonly clock: Clock,
    private readonly cohorten: CohortenQueries,
    private readonly leerjaren: LeerjaarQueries,
    private readonly certificaten: CertificatenQueries,
    private readonly uitreiken: UitreikenService,
    private readonly toestemmingen: ToestemmingenQueries,
  ) {}

  /** @throws DomainError `cohort-onbekend` */
  async toon(id: string, geweigerd?: GeweigerdeCertificering): Promise<Page> {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    const jaren = await this.leerjaren.alle(id);
    const certificaten = await this.certificaten.vanCohort(id);
    const bekend = (await this.cohorten.gecertificeerd(id)).flatMap(({ aantal }) => aantal ?? []);
    const context = {
      ...cohortkop(cohort, 'certificering'),
      ...certificeringcontext(await this.jaren(jaren, certificaten), bekend, this.clock.now(), geweigerd),
      peHref: certificaten.length > 0 ? certificeringpaden.pe(id) : null,
    };
    const titel = `Certificering: ${inFull(cohort.opleiding, cohort.naam)}`;
    return new Page('certificering/cohort', context, { titel, status: geweigerd ? 422 : 200 });
  }

  /** @throws DomainError `cohort-onbekend`, `leerjaar-onbekend` */
  async namenlijst(id: string, leerjaar: number): Promise<Page> {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    const jaar = await this.leerjaren.een(id, leerjaar);
    const niet = await this.toestemmingen.nietOpNaamlijst(
      jaar.kandidaten.map(({ aanmeldingId }) => aanmeldingId),
    );
    return namenlijstscherm(jaar, cohort.opleiding, await this.certificaten.vanCohort(id, leerjaar), niet);
  }

  private async jaren(
    beelden: readonly Leerjaarbeeld[],
    certificaten: readonly Certificaatbeeld[],
  ): Promise<Jaar[]> {
    const jaren: Jaar[] = [];
    for (const beeld of beelden)
      jaren.push({
        beeld,
        certificaten: certificaten.filter(({ leerjaar }) => leerjaar === beeld.leerjaar),
        uitgenodigd: await this.uitgenodigd(beeld),
      });
    return jaren;
  }

  private async uitgenodigd({ uitreiking, kandidaten }: Leerjaarbeeld): Promise<number> {
    if (!uitreiking) return 0;
    const ids = kandidaten.map(({ aanmeldingId }) => aanmeldingId);
    return this.uitreiken.uitgenodigd(uitreiking, ids);
  }
}

const koppen: [Uitslaggroep, string, string][] = [
  ['wel', 'Voldoet', 'Krijgt een certificaat bij de uitreiking.'],
  ['bijna', 'Bijna', 'Kan het nog halen: mist iets wat kan worden ingehaald of nog komt.'],
  ['niet', 'Voldoet niet', 'Krijgt geen certificaat, tenzij je anders beslist.'],
];

/** @param bekend counts of earlier certificaten that were published without names. */
function certificeringcontext(
  jaren: readonly Jaar[],
  bekend: readonly number[],
  nu: Date,
  geweigerd?: GeweigerdeCertificering,
) {
  return {
    meerdere: jaren.length > 1,
    gepubliceerd: bekend.length > 0 ? optelling(bekend) : null,
    uitgereikt: optelling(jaren.map(({ certificaten }) => geldigeVan(certificaten).length)),
    leerjaren: jaren.map((jaar) =>
      leerjaarcontext(jaar, nu, geweigerd?.leerjaar === jaar.beeld.leerjaar ? geweigerd : undefined),
    ),
    fouten: geweigerd && overzicht(geweigerd),
  };
}

const geldigeVan = (certificaten: readonly Certificaatbeeld[]): Certificaatbeeld[] =>
  certificaten.filter(({ stand }) => stand === 'geldig');

const velden: Record<GeweigerdeCertificering['formulier'], readonly string[]> = {
  oordeel: ['besluit', 'reden'],
  uitreiking: ['datum', 'plaats', 'bevestigd'],
  ceremonie: ['datum', 'tijd', 'plaats', 'gastheer'],
  onderdelen: [],
};

/** The errors by the ids of the fields, which each form on the tab makes its own. */
function overzicht({
  formulier,
  leerjaar,
  aanmelding,
  fouten,
}: GeweigerdeCertificering): Record<string, string> {
  const sleutel = {
    oordeel: aanmelding,
    uitreiking: leerjaar,
    ceremonie: `ceremonie-${leerjaar}`,
    onderdelen: '',
  };
  const regels = Object.entries(fouten).map(([veld, melding]) => [
    velden[formulier].includes(veld) ? `${sleutel[formulier]}-${veld}` : '_',
    melding,
  ]);
  return Object.fromEntries(regels) as Record<string, string>;
}

function leerjaarcontext(
  { beeld: b, certificaten, uitgenodigd }: Jaar,
  nu: Date,
  geweigerd?: GeweigerdeCertificering,
) {
  const open = b.kandidaten.filter(({ nummer, elders }) => nummer === null && elders === null);
  return {
    leerjaar: b.leerjaar,
    basis: certificeringpaden.leerjaar(b.cohort.id, b.leerjaar),
    titel: b.leerjaren.length > 1 ? `Leerjaar ${b.leerjaar}` : 'Wie krijgt een certificaat',
    voorwaarden: {
      ...b.voorwaarden,
      uren: b.uren,
      bijeenkomsten: b.bijeenkomsten.length,
      nodig: nodig(b.voorwaarden.normPct, b.bijeenkomsten.length),
      onderdelen: b.onderdelen.map(({ naam }) => naam),
      vastgelegd: b.vastgelegd,
    },
    periode: b.einde ? { van: dateOf(b.bijeenkomsten[0]!.begint), tot: dateOf(b.einde) } : null,
    groepen: koppen.map(([groep, titel, uitleg]) => ({
      titel,
      uitleg,
      mensen: open.filter((k) => k.uitslag.groep === groep).map((k) => mens(b, k, geweigerd)),
    })),
    elders: b.kandidaten.flatMap(({ naam, nummer, elders }) =>
      nummer === null && elders !== null
        ? [{ naam, nummer: elders, href: certificeringpaden.certificaat(elders) }]
        : [],
    ),
    onderdelen: b.onderdelen.map(({ id, naam }) => onderdeel(id, naam, b)),
    ceremonie: ceremoniecontext(b, uitgenodigd, geweigerd),
    uitreiken: uitreikencontext(b, nu, geweigerd),
    certificaten: certificaten.map(uitgereiktcontext),
    geldig: geldigeVan(certificaten).length,
  };
}

function uitgereiktcontext(c: Certificaatbeeld) {
  const badges = {
    geldig: null,
    ingetrokken: { soort: 'fout' as const, tekst: 'Ingetrokken' },
    vervangen: { soort: 'neutraal' as const, tekst: `Vervangen door ${c.vervangenDoor}` },
  };
  return {
    nummer: c.nummer,
    naam: c.gegevens.naam,
    datum: c.gegevens.datum,
    href: certificeringpaden.certificaat(c.nummer),
    badge: badges[c.stand],
  };
}

function mens(b: Leerjaarbeeld, k: Certificaatkandidaat, geweigerd?: GeweigerdeCertificering) {
  const hier = geweigerd?.formulier === 'oordeel' && geweigerd.aanmelding === k.aanmeldingId;
  const besluit = hier ? textOf(geweigerd.waarden.besluit) : (k.besluit ?? 'regel');
  return {
    id: k.aanmeldingId,
    naam: k.naam,
    school: k.school,
    aanwezig: k.aanwezig,
    totaal: b.bijeenkomsten.length,
    uren: k.uren,
    mist: k.uitslag.groep === 'wel' && k.uitslag.door === 'regel' ? null : watMist(k),
    oordeel: k.reden === null ? null : { wel: k.besluit === 'wel', reden: k.reden },
    afrondingsreden: k.uitslag.door === 'afronding' ? k.afrondingsreden : null,
    gemist: k.uitslag.tekort > 0 ? k.gemist.map(gemistInWoorden) : [],
    inhalenHref:
      k.gemist.length > 0 && k.uitslag.tekort > 0 && k.uitslag.groep === 'bijna'
        ? aanmeldpaden.beheer(k.aanmeldingId, 'inhalen')
        : null,
    besluiten: [
      { waarde: 'regel', tekst: 'De regel volgen' },
      { waarde: 'wel', tekst: 'Wel een certificaat' },
      { waarde: 'niet', tekst: 'Geen certificaat' },
    ],
    besluit,
    reden: hier ? textOf(geweigerd.waarden.reden) : (k.reden ?? ''),
    fouten: hier ? geweigerd.fouten : {},
    open: hier,
  };
}

const gemistInWoorden = ({ begint, onderwerp }: { begint: Date; onderwerp: string | null }): string =>
  `${formatDate(begint)}${onderwerp ? ` (${onderwerp})` : ''}`;

/** Everybody who has no certificaat yet, ticked when they completed it. */
function onderdeel(id: string, naam: string, { kandidaten }: Leerjaarbeeld) {
  const mensen = kandidaten
    .filter(({ nummer }) => nummer === null)
    .map((k) => ({ id: k.aanmeldingId, naam: k.naam, klaar: k.voltooid.includes(id) }));
  return { id, naam, mensen, klaar: mensen.filter(({ klaar }) => klaar).length };
}

/** The part of the tab about the ceremony. */
function ceremoniecontext(b: Leerjaarbeeld, uitgenodigd: number, geweigerd?: GeweigerdeCertificering) {
  const hier = geweigerd?.formulier === 'ceremonie' ? geweigerd : null;
  const { uitreiking: u } = b;
  const waarde = (veld: 'datum' | 'tijd' | 'plaats' | 'gastheer'): string =>
    hier && veld in hier.waarden ? textOf(hier.waarden[veld]) : (u?.[veld] ?? '');
  const uitgereikt = b.kandidaten.some(({ nummer }) => nummer !== null);
  return {
    gepland: u && { datum: u.datum, tijd: u.tijd, plaats: u.plaats, gastheer: u.gastheer },
    vast: uitgereikt,
    waarden: {
      datum: waarde('datum'),
      tijd: waarde('tijd'),
      plaats: waarde('plaats'),
      gastheer: waarde('gastheer'),
    },
    fouten: hier?.fouten ?? {},
    open: hier !== null || u === null,
    kanUitnodigen: u !== null && u.tijd !== null && !uitgereikt,
    uitTeNodigen: b.kandidaten.filter((k) => k.uitslag.groep === 'wel' && k.elders === null).length,
    uitgenodigd,
    namenlijstHref: b.kandidaten.some((k) => k.nummer !== null || k.uitslag.groep === 'wel')
      ? certificeringpaden.namenlijst(b.cohort.id, b.leerjaar)
      : null,
  };
}

function uitreikencontext(b: Leerjaarbeeld, nu: Date, geweigerd?: GeweigerdeCertificering) {
  const klaar = teCertificeren(b);
  const hier = geweigerd?.formulier === 'uitreiking' ? geweigerd : null;
  const getypt = (veld: string, anders: string | null): string =>
    hier ? textOf(hier.waarden[veld]) : (anders ?? '');
  const datum = getypt('datum', b.uitreiking?.datum ?? null);
  return {
    aantal: klaar.length,
    nietTeDrukken: nietTeDrukken(klaar.map(({ naam }) => naam)),
    bezwaar: bezwaar({ status: b.cohort.status, ...b }, nu)?.melding ?? null,
    waarschuwing: /^\d{4}-\d{2}-\d{2}$/.test(datum) ? accreditatiewaarschuwing(b.opleiding, datum) : null,
    waarden: { datum, plaats: getypt('plaats', b.uitreiking?.plaats ?? b.cohort.certificeringLocatie) },
    fouten: hier?.fouten ?? {},
  };
}
