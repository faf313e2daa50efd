import { MeldAanDto } from '../aanmeldingen/aanmeldingen.dto.js';
import type { Aanmeldverzoek } from '../aanmeldingen/aanvraag.rules.js';
import type { Werkplekverzoek } from '../besturen/werkplek.service.js';
import { metTussenvoegsel, normaliseerEmail, splitsNaam } from '../personen/personen.rules.js';
import { check } from '../platform/web/validation.js';
import { veldnamen, type Regelfout, type RuweRegel, type Veld } from './lijst.rules.js';
import type { Scholenwijzer } from './scholenwijzer.queries.js';

/** One person of a list, checked: may be enrolled as far as the line itself goes. */
export interface Regel {
  rij: number;
  verzoek: Aanmeldverzoek;
}

export interface Lijstkeuring {
  regels: Regel[];
  fouten: Regelfout[];
}

/** These hold for everybody on a list whose line does not say otherwise. */
export interface Standaard {
  functie?: string | null;
  werkplek?: Werkplekverzoek;
}

interface Maatstaf {
  wijzer: Scholenwijzer;
  /** How the list itself calls its columns. */
  koppen: Partial<Record<Veld, string>>;
  standaard: Standaard;
}

const RIJEN_PER_BEURT = 500;

/** Checks every line; other requests get their turn in between, because a list may have thousands. */
export async function keur(regels: RuweRegel[], maatstaf: Maatstaf): Promise<Lijstkeuring> {
  const keuring: Lijstkeuring = { regels: [], fouten: [] };
  const adressen = new Map<string, number>();
  for (const [i, regel] of regels.entries()) {
    if (i % RIJEN_PER_BEURT === RIJEN_PER_BEURT - 1) await new Promise((klaar) => setImmediate(klaar));
    const { verzoek, fouten } = keurRegel(regel, maatstaf);
    keuring.fouten.push(...fouten);
    if (!verzoek) continue;
    const adres = normaliseerEmail(verzoek.email);
    const eerder = adressen.get(adres);
    if (eerder !== undefined)
      keuring.fouten.push(fout(regel, 'email', `Dit e-mailadres staat ook op regel ${eerder}.`, maatstaf));
    else adressen.set(adres, regel.rij);
    keuring.regels.push({ rij: regel.rij, verzoek });
  }
  return keuring;
}

function keurRegel(regel: RuweRegel, maatstaf: Maatstaf): { verzoek?: Aanmeldverzoek; fouten: Regelfout[] } {
  const { velden } = regel;
  const { wijzer, standaard } = maatstaf;
  const keuze = wijzer.wijs(velden);
  const { waarde, fouten } = check(MeldAanDto, {
    ...naamVan(velden),
    email: velden.email,
    functie: velden.functie?.trim() || standaard.functie,
    opmerking: velden.opmerking,
    ...('melding' in keuze ? {} : (keuze.werkplek ?? standaard.werkplek ?? {})),
  });
  const alle = fouten.map(({ veld, melding }) =>
    fout(regel, inLijst(veld as Veld, maatstaf), zin(veld, melding), maatstaf),
  );
  if ('melding' in keuze) alle.push(fout(regel, keuze.veld, keuze.melding, maatstaf));
  return waarde && alle.length === 0 ? { verzoek: waarde, fouten: [] } : { fouten: alle };
}

function naamVan({ voornaam, tussenvoegsel, achternaam, naam }: RuweRegel['velden']) {
  if (!achternaam?.trim() && naam?.trim()) {
    const delen = splitsNaam(naam);
    return voornaam?.trim() ? { ...delen, voornaam } : delen;
  }
  return { voornaam, ...metTussenvoegsel({ tussenvoegsel, achternaam: achternaam ?? '' }) };
}

/** A list with whole names has no column for the parts. */
function inLijst(veld: Veld, { koppen }: Maatstaf): Veld {
  const deelVanNaam = veld === 'voornaam' || veld === 'tussenvoegsel' || veld === 'achternaam';
  return deelVanNaam && !koppen[veld] && koppen.naam ? 'naam' : veld;
}

const leeg: Partial<Record<string, string>> = {
  voornaam: 'De voornaam ontbreekt.',
  achternaam: 'De achternaam ontbreekt.',
  functie: 'De functie ontbreekt.',
};

function zin(veld: string, melding: string): string {
  if (melding === 'Vul je e-mailadres in.') return 'Het e-mailadres ontbreekt.';
  return melding === 'Vul dit veld in.' ? (leeg[veld] ?? melding) : melding;
}

const fout = ({ rij }: RuweRegel, veld: Veld, melding: string, { koppen }: Maatstaf): Regelfout => ({
  rij,
  kolom: koppen[veld] ?? veldnamen[veld],
  melding,
});
