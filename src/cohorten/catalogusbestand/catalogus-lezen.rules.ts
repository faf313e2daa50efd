import { type Document, LineCounter, type Node, parseDocument } from 'yaml';
import type { FieldError } from '../../platform/errors/domain-error.js';
import { check } from '../../platform/web/validation.js';
import { Catalogusbestand } from './catalogus-bestand.dto.js';
import { catalogusGeweigerd } from './catalogus-import.errors.js';

export interface GelezenCatalogus {
  bestand: Catalogusbestand;
  /** Adds the line in the file to errors whose `veld` is a path as `cohorten.3.capaciteit`. */
  metRegel: (fouten: FieldError[]) => FieldError[];
}

/**
 * Reads a catalogue file and checks its shape.
 * @throws DomainError `catalogus-geweigerd` with every error at once.
 */
export function leesCatalogus(tekst: string): GelezenCatalogus {
  const regels = new LineCounter();
  const document = parseDocument(tekst, { lineCounter: regels });
  if (document.errors.length > 0) throw catalogusGeweigerd(document.errors.map((fout) => yamlFout(fout)));
  const metRegel = (fouten: FieldError[]): FieldError[] =>
    fouten.map(({ veld, melding }) => ({ veld: plaats(document, regels, veld), melding }));
  const { waarde, fouten } = check(Catalogusbestand, document.toJS({ maxAliasCount: 100 }) ?? {});
  if (!waarde) throw catalogusGeweigerd(metRegel(fouten));
  return { bestand: waarde, metRegel };
}

function yamlFout({ linePos, message }: { linePos?: { line: number }[]; message: string }): FieldError {
  const [eersteZin = ''] = message.split('\n');
  return { veld: `regel ${linePos?.[0]?.line ?? 1}`, melding: `Dit is geen goede YAML (${eersteZin})` };
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
