import { holdsNoText, tidyProse } from '../platform/text/characters.js';
import type { Evaluatiesoort, Vraag } from './evaluatie.entity.js';
import { BEREIK, MAXIMUM_OPEN } from './vragenlijst.rules.js';

/** By code of the question; what was left out is not in it. */
export type Waarden = Record<string, number | string>;

interface Gelezen {
  waarden: Waarden;
  fouten: { veld: string; melding: string }[];
}

const cijfers = /^\d{1,2}$/;
const vreemd = /(?![\t\n])\p{Cc}/u;

/**
 * What somebody answered, checked against the questions as they were asked: all errors at once.
 * @param gegeven by code; empty text was left out.
 */
export function leesAntwoord(
  soort: Evaluatiesoort,
  vragen: readonly Vraag[],
  gegeven: Readonly<Record<string, unknown>>,
): Gelezen {
  const gelezen: Gelezen = { waarden: {}, fouten: [] };
  for (const vraag of vragen) {
    const waarde = netjes(gegeven[vraag.code]);
    const melding = waarde === undefined ? ontbreekt(vraag) : bezwaar(vraag, waarde);
    if (melding) gelezen.fouten.push({ veld: vraag.code, melding });
    else if (waarde !== undefined) gelezen.waarden[vraag.code] = waarde as number | string;
  }
  const bekend = new Set(vragen.map(({ code }) => code));
  for (const veld of Object.keys(gegeven).filter((code) => !bekend.has(code)))
    gelezen.fouten.push({ veld, melding: 'Deze vraag is niet gesteld.' });
  if (soort === 'nameting' && gelezen.fouten.length === 0 && Object.keys(gelezen.waarden).length === 0)
    gelezen.fouten.push({ veld: vragen[0]!.code, melding: 'Geef bij minstens één vraag een antwoord.' });
  return gelezen;
}

function netjes(waarde: unknown): unknown {
  if (typeof waarde !== 'string') return waarde ?? undefined;
  return tidyProse(waarde) || undefined;
}

const ontbreekt = ({ soort }: Vraag): string | null => (soort === 'cijfer' ? 'Kies een cijfer.' : null);

function bezwaar({ soort, keuzes }: Vraag, waarde: unknown): string | null {
  if (soort === 'open') return bezwaarTegenTekst(waarde);
  if (soort === 'keuze')
    return keuzes!.some(({ code }) => code === waarde) ? null : 'Kies een van de antwoorden.';
  const { van, tot } = BEREIK[soort];
  return Number.isInteger(waarde) && (waarde as number) >= van && (waarde as number) <= tot
    ? null
    : `Kies een cijfer van ${van} tot en met ${tot}.`;
}

function bezwaarTegenTekst(waarde: unknown): string | null {
  if (typeof waarde !== 'string') return 'Dit moet tekst zijn.';
  if (waarde.length > MAXIMUM_OPEN)
    return `Gebruik ten hoogste ${MAXIMUM_OPEN} tekens. Het zijn er nu ${waarde.length}.`;
  return vreemd.test(waarde) || holdsNoText(waarde) ? 'Hier staan tekens in die niet mogen.' : null;
}

/** A form sends text: digits become numbers where the question wants one. */
export function uitFormulier(
  vragen: readonly Vraag[],
  getypt: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    vragen.map(({ code, soort }) => {
      const waarde = getypt[code];
      const getal = soort === 'cijfer' || soort === 'schaal';
      return [code, getal && typeof waarde === 'string' && cijfers.test(waarde) ? Number(waarde) : waarde];
    }),
  );
}
