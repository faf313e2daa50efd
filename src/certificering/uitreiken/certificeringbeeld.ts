import { dateOf, formatDate } from '../../platform/clock/dates.js';
import { textOf } from '../../platform/web/form-input.js';
import { ceremonieContext, type Geweigerd } from './ceremoniebeeld.js';
import type { Certificaatbeeld } from '../certificaat/certificaten.queries.js';
import { nietTeDrukken } from '../certificaat/druktekens.js';
import { teCertificeren, watMist, type Kandidaat, type Leerjaarbeeld } from '../voorwaarden/leerjaarbeeld.js';
import { accreditatiewaarschuwing, bezwaar } from './uitreiken.rules.js';
import { nodig, optelling, som, type Groep } from '../voorwaarden/voorwaarden.rules.js';

const koppen: [Groep, string, string][] = [
  ['wel', 'Voldoet', 'Krijgt een certificaat bij de uitreiking.'],
  ['bijna', 'Bijna', 'Kan het nog halen: mist iets wat kan worden ingehaald of nog komt.'],
  ['niet', 'Voldoet niet', 'Krijgt geen certificaat, tenzij je anders beslist.'],
];

/** What was counted for the tab besides the leerjaren. */
interface Geteld {
  /** How many certificaten the sources told of; null when none did. */
  gepubliceerd: string | null;
  /** How many people were invited to the ceremony of each leerjaar that has one. */
  uitgenodigd: ReadonlyMap<number, number>;
}

/** Context of pages/certificering/cohort.hbs. */
export function certificeringbeeld(
  jaren: readonly Leerjaarbeeld[],
  certificaten: readonly Certificaatbeeld[],
  { gepubliceerd, uitgenodigd }: Geteld,
  nu: Date,
  geweigerd?: Geweigerd,
) {
  const perJaar = jaren.map(({ leerjaar }) =>
    certificaten.filter((c) => c.leerjaar === leerjaar && c.stand === 'geldig'),
  );
  const waarden = jaren.map(({ voorwaarden }) => voorwaarden);
  return {
    meerdere: jaren.length > 1,
    peHref: certificaten.length > 0 ? `/beheer/cohorten/${jaren[0]?.cohort.id}/certificering/pe` : null,
    gepubliceerd,
    uitgereikt: optelling(perJaar.map(({ length }) => length)),
    samen: {
      studielastUren: som(waarden.map((v) => v.studielastUren)),
      uren: som(jaren.map(({ uren }) => uren)),
      ects: som(waarden.map((v) => v.ects)),
      punten: som(waarden.map((v) => v.herregistratiepunten)),
    },
    leerjaren: jaren.map((jaar) =>
      leerjaarContext(
        jaar,
        certificaten.filter((c) => c.leerjaar === jaar.leerjaar),
        uitgenodigd.get(jaar.leerjaar) ?? 0,
        nu,
        geweigerd?.leerjaar === jaar.leerjaar ? geweigerd : undefined,
      ),
    ),
    fouten: geweigerd && overzicht(geweigerd),
  };
}

const velden: Record<Geweigerd['formulier'], readonly string[]> = {
  oordeel: ['besluit', 'reden'],
  uitreiking: ['datum', 'plaats', 'bevestigd'],
  ceremonie: ['datum', 'tijd', 'plaats', 'gastheer'],
  onderdelen: [],
};

/** The errors by the ids of the fields, which each form on the tab makes its own. */
function overzicht({ formulier, leerjaar, aanmelding, fouten }: Geweigerd): Record<string, string> {
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

function leerjaarContext(
  b: Leerjaarbeeld,
  certificaten: readonly Certificaatbeeld[],
  uitgenodigd: number,
  nu: Date,
  geweigerd?: Geweigerd,
) {
  const basis = `/beheer/cohorten/${b.cohort.id}/certificering/${b.leerjaar}`;
  const open = b.kandidaten.filter(({ nummer, elders }) => nummer === null && elders === null);
  return {
    leerjaar: b.leerjaar,
    basis,
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
    elders: b.kandidaten
      .filter(({ nummer, elders }) => nummer === null && elders !== null)
      .map(({ naam, elders }) => ({ naam, nummer: elders, href: `/beheer/certificaten/${elders}` })),
    onderdelen: b.onderdelen.map(({ id, naam }) => onderdeel(id, naam, b)),
    ceremonie: ceremonieContext(b, uitgenodigd, geweigerd),
    uitreiken: uitreikenContext(b, nu, geweigerd),
    certificaten: certificaten.map(uitgereiktContext),
    geldig: certificaten.filter(({ stand }) => stand === 'geldig').length,
  };
}

function uitgereiktContext(c: Certificaatbeeld) {
  const badges = {
    geldig: null,
    ingetrokken: { soort: 'fout' as const, tekst: 'Ingetrokken' },
    vervangen: { soort: 'neutraal' as const, tekst: `Vervangen door ${c.vervangenDoor}` },
  };
  return {
    nummer: c.nummer,
    naam: c.gegevens.naam,
    datum: c.gegevens.datum,
    href: `/beheer/certificaten/${c.nummer}`,
    badge: badges[c.stand],
  };
}

function mens(b: Leerjaarbeeld, k: Kandidaat, geweigerd?: Geweigerd) {
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
        ? `/beheer/aanmeldingen/${k.aanmeldingId}/inhalen`
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

function uitreikenContext(b: Leerjaarbeeld, nu: Date, geweigerd?: Geweigerd) {
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
