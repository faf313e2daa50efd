import { schoon } from './zetwerk.rules.js';

const LANGST = 100;

/**
 * "ULA-2026-0047 Anna van den Berg.pdf": the number and the name as on the certificaat, in what Windows, macOS and a zip
 * all take: no `\ / : * ? " < > |`, no point or space at the end, not too long, and the letters composed.
 */
export function bestandsnaam(nummer: string, naam: string, einde: string): string {
  const veilig = schoon(naam).replace(/[\\/:*?"<>|]+/g, '-');
  const kort = [...veilig]
    .slice(0, LANGST)
    .join('')
    .replace(/(?<![. ])[. ]+$/, '');
  return `${`${nummer} ${kort}`.trim()}.${einde}`;
}
