import type { Document, LineCounter, Node, YAMLParseError } from 'yaml';
import type { FieldError } from '../../platform/errors/domain-error.js';
import { check } from '../../platform/web/validation.js';
import { bestandOnbruikbaar, catalogusGeweigerd } from './catalogusbestand.errors.js';
import { Catalogusbestand } from './catalogus-bestand.dto.js';

/** Of a file for people: more would be a file that repeats itself without end. */
const MEESTE_VERWIJZINGEN = 100;

export interface GelezenCatalogus {
  bestand: Catalogusbestand;
  /** Adds the line in the file to errors whose `veld` is a path as `cohorten.3.capaciteit`. */
  metRegel: (fouten: FieldError[]) => FieldError[];
}

/** The text of a file as somebody saved it. @throws DomainError `catalogus-geweigerd` */
export function tekstUit(bytes: Uint8Array): string {
  try {
    const tekst = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // eslint-disable-next-line no-control-regex -- what no text has
    if (/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(tekst)) throw new TypeError('control characters');
    return tekst;
  } catch {
    throw bestandOnbruikbaar('Dit is geen tekstbestand. Bewaar het als tekst, met de tekenset UTF-8.');
  }
}

/**
 * Reads a catalogue file and checks its shape.
 * @throws DomainError `catalogus-geweigerd` with every error at once.
 */
export async function leesCatalogus(tekst: string): Promise<GelezenCatalogus> {
  const { LineCounter: Regelteller, parseDocument } = await import('yaml');
  const regels = new Regelteller();
  const document = parseDocument(tekst, { lineCounter: regels });
  if (document.errors.length > 0) throw catalogusGeweigerd(document.errors.map((fout) => yamlFout(fout)));
  const metRegel = (fouten: FieldError[]): FieldError[] =>
    fouten.map(({ veld, melding }) => ({ veld: plaats(document, regels, veld), melding }));
  const inhoud = inhoudVan(document) ?? {};
  if (typeof inhoud !== 'object' || Array.isArray(inhoud))
    throw catalogusGeweigerd([
      {
        veld: 'bestand',
        melding: 'Dit is geen catalogusbestand: het begint met opleidingen, cohorten of besturen.',
      },
    ]);
  const { waarde, fouten } = check(Catalogusbestand, inhoud);
  if (!waarde) throw catalogusGeweigerd(metRegel(fouten));
  return { bestand: waarde, metRegel };
}

function inhoudVan(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MEESTE_VERWIJZINGEN });
  } catch (fout) {
    // The parser has these two for a file: what is named is not there, or there is far too much of it.
    if (!(fout instanceof ReferenceError)) throw fout;
    throw bestandOnbruikbaar(
      /^Unresolved/.test(fout.message)
        ? 'Het bestand verwijst met een * naar iets dat er niet in staat.'
        : 'Het bestand verwijst te vaak naar zichzelf.',
    );
  }
}

const yamlzinnen: Partial<Record<YAMLParseError['code'], string>> = {
  ALIAS_PROPS: 'Een verwijzing met een * staat alleen.',
  BAD_INDENT: 'Kijk naar het inspringen en de haakjes van deze regel.',
  BAD_SCALAR_START: 'Zet deze waarde tussen aanhalingstekens.',
  BLOCK_AS_IMPLICIT_KEY: 'Er staan twee dubbele punten op deze regel: zet de waarde tussen aanhalingstekens.',
  DUPLICATE_KEY: 'Dit veld staat er twee keer.',
  MISSING_CHAR: 'Er ontbreekt een aanhalingsteken, dubbele punt of haakje.',
  MULTIPLE_DOCS: 'Er staat --- in het bestand: zet alles in één bestand.',
  MULTILINE_IMPLICIT_KEY: 'Er ontbreekt een dubbele punt, of een aanhalingsteken.',
  RESOURCE_EXHAUSTION: 'Er staat te veel in elkaar.',
  TAB_AS_INDENT: 'Spring in met spaties, niet met tabs.',
  UNEXPECTED_TOKEN: 'Hier staat iets dat er niet hoort.',
};

function yamlFout({ linePos, code }: YAMLParseError): FieldError {
  const zin = yamlzinnen[code] ?? 'Kijk naar de leestekens van deze regel.';
  return { veld: `regel ${linePos?.[0].line ?? 1}`, melding: `Dit is geen goede YAML. ${zin}` };
}

/** Where a path stands; what is missing has no place of its own, so the record that misses it is named. */
function plaats(document: Document, regels: LineCounter, veld: string): string {
  const pad = veld === '' ? [] : veld.split('.').map((deel) => (/^\d+$/.test(deel) ? Number(deel) : deel));
  for (let einde = pad.length; einde > 0; einde -= 1) {
    const node = document.getIn(pad.slice(0, einde), true) as Node | undefined;
    if (node?.range) return `regel ${regels.linePos(node.range[0]).line}, ${veld}`;
  }
  return veld === '' ? 'bestand' : veld;
}

const enkelvoud: Record<string, string> = {
  besturen: 'bestuur',
  scholen: 'school',
  vakanties: 'vakantie',
  opleidingen: 'opleiding',
  cohorten: 'cohort',
  bijeenkomsten: 'bijeenkomst',
  tellingen: 'telling',
};

/** "regel 12, cohorten.3.capaciteit" as people count: "regel 12, cohort 4, capaciteit". */
export const plaatsInWoorden = (veld: string): string =>
  veld.replace(
    /\b(\w+)\.(\d+)(?:\.|$)/g,
    (heel, lijst: string, nummer: string) =>
      `${enkelvoud[lijst] ?? lijst} ${Number(nummer) + 1}${heel.endsWith('.') ? ', ' : ''}`,
  );
