import { Injectable } from '@nestjs/common';
import type { FieldError } from '../platform/errors/domain-error.js';
import { textOf } from '../platform/web/form-input.js';
import { BesturenQueries } from './besturen.queries.js';
import { voorstellenpad } from './paden.js';
import { GEEN_SCHOOL, leesKeuze, type Werkplekvoorstel } from './werkplek.rules.js';
import type { Werkplekverzoek } from './werkplek.service.js';

/** The fields with which somebody says where they work; see templates/partials/werkplek.hbs. */
export const werkplekvelden = [
  'werkplek',
  'vestigingscode',
  'organisatie',
  'gezocht',
  'zoekWerkplek',
] as const;
export type Werkplekformulier = Partial<Record<(typeof werkplekvelden)[number], unknown>>;

/** For whom the picker is: about oneself, about another or a team, of whom it need not be known, or for a role. */
type Voor = 'zelf' | 'ander' | 'team' | 'zaal' | 'rol';

export interface Kieswijze {
  voor: Voor;
  /** Only schools of this bestuur. */
  bestuurId?: string | null;
}

interface Woorden {
  label: string;
  uitleg: string;
  geen: string;
  waar: string;
  waarUitleg: string;
  kies: string;
  waarOntbreekt: string;
}

const ZELF: Woorden = {
  label: 'Op welke school werk je?',
  uitleg: 'Typ een deel van de naam van je school of bestuur, of de straat, plaats of postcode.',
  geen: 'Mijn school of organisatie staat er niet bij',
  waar: 'Waar werk je dan?',
  waarUitleg:
    'Alleen als je school er niet bij staat: de naam en de plaats. Werk je voor jezelf, schrijf dan ‘zelfstandig’.',
  kies: 'Kies je school, of kies ‘Mijn school of organisatie staat er niet bij’.',
  waarOntbreekt: 'Vul in waar je werkt.',
};

const ANDER: Woorden = {
  label: 'School',
  uitleg: 'Typ een deel van de naam van de school of het bestuur, of de straat, plaats of postcode.',
  geen: 'Niet op een van deze scholen',
  waar: 'Waar dan?',
  waarUitleg: 'Alleen zonder school uit de lijst, en als je het weet: de naam en de plaats.',
  kies: 'Kies de school, of kies ‘Niet op een van deze scholen’.',
  waarOntbreekt: 'Vul in waar het is.',
};

const woorden: Record<Voor, Woorden> = {
  zelf: ZELF,
  ander: ANDER,
  team: { ...ANDER, label: 'School van het team' },
  zaal: { ...ANDER, label: 'School (niet verplicht)' },
  rol: {
    ...ANDER,
    label: 'Welke school?',
    uitleg: 'Alleen bij de rol schoolleider. Bij meer scholen geef je later meer rollen.',
  },
};

/** What the picker shows. */
export interface Werkplekveld extends Woorden {
  verplicht: boolean;
  /** Where a browser with JavaScript asks for proposals. */
  bron: string;
  /** The answer that stands for no school; null where a school is the only answer. */
  geenWaarde: string | null;
  getypt: string;
  waarde: string;
  organisatie: string;
  keuzes: (Werkplekvoorstel & { aan: boolean })[];
  niets: boolean;
}

/** What somebody filled in: where they work, or what is wrong with it. */
export interface Werkplekantwoord {
  werkplek: Werkplekverzoek;
  fouten: FieldError[];
  /** Only looks for a school: the form comes back, and nothing is wrong with it. */
  zoekt: boolean;
}

const MEESTE_KEUZES = 10;
/** Letters; more say no more about which school it is. */
const LANGSTE_VRAAG = 100;

/** Where somebody works: a search at the server, with or without JavaScript. */
@Injectable()
export class Werkplekkiezer {
  constructor(private readonly queries: BesturenQueries) {}

  /** A whole name that was typed counts as chosen, when only one is called so. */
  async lees(formulier: Werkplekformulier, wijze: Kieswijze): Promise<Werkplekantwoord> {
    const gelezen = await this.gekozen(formulier, wijze);
    const zoekt = textOf(formulier.zoekWerkplek) !== '';
    const organisatie = textOf(formulier.organisatie) || null;
    const keuze = leesKeuze(gelezen.waarde);
    const antwoord = (werkplek: Werkplekverzoek, veld?: string, melding = '') => ({
      werkplek: { vestigingscode: null, bestuur: null, organisatie: null, ...werkplek },
      fouten: veld ? [{ veld, melding }] : [],
      zoekt,
    });
    if (keuze === 'geen') {
      const mist = wijze.voor === 'zelf' && organisatie === null;
      return antwoord({ organisatie }, mist ? 'organisatie' : undefined, woorden.zelf.waarOntbreekt);
    }
    if (keuze) return antwoord('bestuur' in keuze ? { ...keuze, organisatie } : keuze);
    const leeg = magLeeg(wijze) && gelezen.getypt === '';
    return antwoord({}, leeg ? undefined : 'vestigingscode', melding(gelezen, wijze));
  }

  /** The picker with what was filled in. */
  async veld(formulier: Werkplekformulier, wijze: Kieswijze): Promise<Werkplekveld> {
    const { waarde, getypt, voorstellen } = await this.gekozen(formulier, wijze);
    const bekend = waarde === '' ? null : await this.queries.werkplekMetWaarde(waarde);
    const keuzes = [
      ...(bekend && !voorstellen.some((een) => een.waarde === waarde) ? [bekend] : []),
      ...voorstellen,
    ];
    return {
      ...woorden[wijze.voor],
      verplicht: !magLeeg(wijze),
      bron: voorstellenpad(wijze.bestuurId ?? null, wijze.voor === 'rol'),
      geenWaarde: wijze.voor === 'rol' ? null : GEEN_SCHOOL,
      getypt: getypt || (bekend?.naam ?? ''),
      waarde,
      organisatie: textOf(formulier.organisatie),
      keuzes: keuzes.map((een) => ({ ...een, aan: een.waarde === waarde })),
      niets: getypt !== '' && keuzes.length === 0,
    };
  }

  /** Other text than the proposals on the screen belong to is a new question: what was chosen before counts no more. */
  private async gekozen(
    formulier: Werkplekformulier,
    { voor, bestuurId = null }: Kieswijze,
  ): Promise<Gelezen> {
    const getypt = textOf(formulier.werkplek);
    const gezocht = formulier.gezocht === undefined ? getypt : textOf(formulier.gezocht);
    const soort = voor === 'rol' ? ('school' as const) : undefined;
    const gegeven = textOf(formulier.vestigingscode);
    const hoort = getypt === gezocht || (getypt === '' && gegeven === GEEN_SCHOOL);
    const waarde = hoort ? gegeven : '';
    if (waarde !== '' || getypt === '')
      return { waarde, getypt, voorstellen: await this.voor(gezocht, bestuurId, soort) };
    const precies = await this.queries.werkplekMetNaam(getypt.slice(0, LANGSTE_VRAAG), bestuurId, soort);
    if (precies) return { waarde: precies.waarde, getypt, voorstellen: [precies] };
    return { waarde, getypt, voorstellen: await this.voor(getypt, bestuurId, soort) };
  }

  /** On a page fewer than a search field can show. */
  private async voor(zoek: string, bestuur: string | null, soort?: 'school'): Promise<Werkplekvoorstel[]> {
    const vraag = { zoek: zoek.slice(0, LANGSTE_VRAAG), bestuur, soort };
    return (await this.queries.werkplekken(vraag)).slice(0, MEESTE_KEUZES);
  }
}

const magLeeg = ({ voor }: Kieswijze): boolean => voor === 'zaal' || voor === 'rol';

interface Gelezen {
  waarde: string;
  getypt: string;
  voorstellen: Werkplekvoorstel[];
}

function melding({ getypt, voorstellen }: Gelezen, { voor }: Kieswijze): string {
  if (getypt === '') return woorden[voor].kies;
  return voorstellen.length > 0
    ? 'Kies hieronder welke het is.'
    : `We vinden niets dat op ‘${getypt.slice(0, LANGSTE_VRAAG)}’ lijkt. Zoek op een ander deel van de naam, of op de straat of postcode${voor === 'rol' ? '' : `, of kies ‘${woorden[voor].geen}’`}.`;
}
