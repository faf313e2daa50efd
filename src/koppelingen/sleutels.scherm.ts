import { bevoegdheden, type Bevoegdheid } from '../toegang/rechten.js';
import { textOf } from '../platform/web/form-input.js';
import type { Geweigerd } from '../platform/web/refused-form.js';
import { auditpaden } from '../sporen/paden.js';
import { koppelpaden } from './paden.js';
import type { SleutelBeeld } from './sleutels.service.js';

/** How the screen of keys shows them. Plain functions from what was read to what the template asks. */

/** Instead of the id of a bestuur. */
export const ACADEMIE = 'academie';

interface Bestuurskeuze {
  id: string;
  naam: string;
}

/** It is not kept anywhere, also not in a redirect. */
export interface NieuweSleutel {
  naam: string;
  sleutel: string;
}

const woorden: Record<Bevoegdheid, [tekst: string, uitleg: string]> = {
  aanmelden: ['Mensen aanmelden', 'Hun e-mailadres geldt dan als bevestigd.'],
  aanmeldingen: ['Aanmeldingen zien en wijzigen', 'Ook annuleren, akkoord geven en afwijzen.'],
  deelnemerslijst: ['Deelnemerslijsten ophalen', 'Elke keer wordt vastgelegd.'],
  beheer: ['Opleidingen en cohorten beheren', 'Alleen voor een sleutel van de academie.'],
};

/** "Mensen aanmelden, deelnemerslijsten ophalen". */
const opsomming = (namen: Bevoegdheid[]): string => {
  const [eerste = 'Niets', ...rest] = namen.map((naam) => woorden[naam]?.[0] ?? naam);
  return [eerste, ...rest.map((tekst) => tekst.toLowerCase())].join(', ');
};

const sleutelregel = (sleutel: SleutelBeeld) => ({
  naam: sleutel.naam,
  eigenaar: sleutel.bestuurId === null ? 'Academie' : sleutel.bestuur,
  bevoegdheden: opsomming(sleutel.bevoegdheden),
  gemaakt: sleutel.aangemaaktOp,
  ingetrokken: sleutel.ingetrokkenOp,
  logboekHref: auditpaden.record('sleutel', sleutel.id),
  trekIn: sleutel.ingetrokkenOp ? null : koppelpaden.intrekking(sleutel.id),
});

/** @param geweigerd the form when it was refused. @param nieuw only on the answer to the form that made it. */
export function sleutelcontext(
  sleutels: SleutelBeeld[],
  besturen: Bestuurskeuze[],
  geweigerd: Geweigerd<GetypteSleutel> | null,
  nieuw: NieuweSleutel | null,
) {
  return {
    pad: koppelpaden.sleutels,
    nieuw,
    sleutels: sleutels.map(sleutelregel),
    ...formulier(geweigerd?.waarden ?? {}, besturen),
    fouten: geweigerd?.fouten ?? {},
  };
}

/** The form as it was typed; `unknown`, because a stranger may have made something else of it. */
export interface GetypteSleutel {
  naam?: unknown;
  eigenaar?: unknown;
  bevoegdheden?: unknown;
}

function formulier(getypt: GetypteSleutel, besturen: Bestuurskeuze[]) {
  const aan = [getypt.bevoegdheden].flat();
  return {
    waarden: { naam: textOf(getypt.naam), eigenaar: textOf(getypt.eigenaar) },
    keuzes: {
      eigenaars: [
        { waarde: ACADEMIE, tekst: 'De academie zelf: mag bij iedereen' },
        ...besturen.map(({ id, naam }) => ({ waarde: id, tekst: naam })),
      ],
      bevoegdheden: bevoegdheden.map((waarde) => ({
        waarde,
        tekst: woorden[waarde][0],
        uitleg: woorden[waarde][1],
        aan: aan.includes(waarde),
      })),
    },
  };
}
