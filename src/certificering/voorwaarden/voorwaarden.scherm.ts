import { opleidingkop } from '../../opleidingen/opleidingbeheer.scherm.js';
import { byName } from '../../platform/records.js';
import { asTyped } from '../../platform/web/form-input.js';
import { Page } from '../../platform/web/page.js';
import type { Geweigerd } from '../../platform/web/refused-form.js';
import { certificeringpaden } from '../paden.js';
import type { Opleidingvoorwaarden } from './voorwaarden.service.js';

/** The fields of one leerjaar that hold a whole number. */
export const getallen = [
  'aanwezigheidsnormPct',
  'studielastUren',
  'contacturen',
  'herregistratiepunten',
] as const;
const velden = [...getallen, 'ects', 'onderdelen'] as const;

/** The tab Certificering of an opleiding. */
export function voorwaardenscherm(
  { opleiding, leerjaren }: Opleidingvoorwaarden,
  geweigerd?: Geweigerd,
): Page {
  const context = {
    ...opleidingkop(opleiding, 'certificering'),
    actie: certificeringpaden.opleiding(opleiding.code),
    meerdere: opleiding.leerjaren > 1,
    leerjaren: leerjaren.map((jaar) => {
      const veld = (naam: (typeof velden)[number]) => ({
        naam: `${naam}-${jaar.leerjaar}`,
        waarde: geweigerd ? asTyped(geweigerd.waarden[`${naam}-${jaar.leerjaar}`]) : getoond(jaar[naam]),
        fout: geweigerd?.fouten[`${naam}-${jaar.leerjaar}`] ?? null,
      });
      return { leerjaar: jaar.leerjaar, ...byName(velden, veld) };
    }),
    fouten: geweigerd?.fouten,
  };
  const titel = `${geweigerd ? 'Fout: ' : ''}Certificering: ${opleiding.naam}`;
  return new Page('certificering/opleiding', context, { titel, status: geweigerd ? 422 : 200 });
}

const getoond = (waarde: number | string[] | null): string =>
  Array.isArray(waarde) ? waarde.join('\n') : String(waarde ?? '').replace('.', ',');
