import { IsOptional, Matches, ValidateBy } from 'class-validator';
import {
  BooleanField,
  ChoiceField,
  DateField,
  EmailField,
  NumberField,
  TextField,
  UrlField,
} from '../../platform/web/fields.js';
import { veldenMet } from '../cohortvelden.rules.js';
import { type Cohortstatus, cohortstatussen } from '../standen.js';
import type { Type } from '@nestjs/common';
import { doelgroepen, vindDoelgroep } from '../../opleidingen/opleidingen.rules.js';
import { isDate } from '../../platform/clock/dates.js';
import { NumberListField, RecordListField } from '../../platform/web/list-fields.js';
import { type Weekdag, weekdagen } from '../lesdagen.rules.js';

/** A day in the file: as it is, or counted from the day of the import for a demo that never grows old. */
export type Dag = string | Overdag;

interface Overdag {
  /** Days from today; negative is past. */
  overDagen: number;
  /** Only this day of the week. */
  weekdag?: Weekdag;
}

/** Checks with a sentence of its own; `undefined` from `fout` means right. Absent values are `IsOptional`'s business. */
function regel(name: string, fout: (value: unknown) => string | undefined): PropertyDecorator {
  return ValidateBy({
    name,
    validator: {
      validate: (value: unknown) => fout(value) === undefined,
      defaultMessage: (args) => fout(args?.value) ?? '',
    },
  });
}

const dagzin =
  'Geef een datum als JJJJ-MM-DD, of {overDagen: 40} met als je wilt {weekdag: woensdag}; negatief is geleden.';

function isOverdag(value: object): boolean {
  const { overDagen, weekdag, ...rest } = value as Partial<Overdag>;
  const dagKlopt = Number.isInteger(overDagen) && Math.abs(overDagen!) <= 2000;
  const weekdagKlopt = weekdag === undefined || weekdagen.slice(0, 5).includes(weekdag);
  return dagKlopt && weekdagKlopt && Object.keys(rest).length === 0;
}

const IsDag = (): PropertyDecorator =>
  regel('dag', (value) => {
    const goed = typeof value === 'object' && value !== null ? isOverdag(value) : isDate(value);
    return goed ? undefined : dagzin;
  });

const IsTijd = (): PropertyDecorator =>
  Matches(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, {
    message: 'Geef een tijd als UU:MM, bijvoorbeeld "13:30".',
  });

export const IsCode = (): PropertyDecorator =>
  Matches(/^[A-Z0-9][A-Z0-9-]{0,39}$/, {
    message: 'Een code bestaat uit hoofdletters, cijfers en streepjes en is ten hoogste 40 tekens.',
  });

/** A list of doelgroepen, by code, name or synonym. */
export const ZijnDoelgroepen = (): PropertyDecorator =>
  regel('doelgroepen', (value) => {
    if (!Array.isArray(value)) return 'Geef een lijst met doelgroepen.';
    const onbekend = value.filter((naam) => typeof naam !== 'string' || !vindDoelgroep(naam));
    const bekend = doelgroepen.map(({ code }) => code).join(', ');
    return onbekend.length === 0
      ? undefined
      : `Onbekende doelgroep: ${onbekend.map(String).join(', ')}. Kies uit: ${bekend}.`;
  });

/** Names of fields of `namen`, for `voorbeeldvelden`. */
export const ZijnVelden = (namen: readonly string[]): PropertyDecorator =>
  regel('velden', (value) => {
    const onbekend = Array.isArray(value) ? value.filter((naam) => !namen.includes(naam as string)) : [value];
    return onbekend.length === 0 ? undefined : `Geen veld: ${onbekend.map(String).join(', ')}.`;
  });

/** An optional list of records of one class. */
export const Regels = (soort: () => Type<object>): PropertyDecorator =>
  RecordListField(soort, { optional: true, van: 'regels met velden', aantal: 100_000 });
/** Of these a file may say that the value is only an example. */
const metVoorbeeld = [
  ...veldenMet('bestand', 'met-voorbeeld'),
  'annuleringsreden',
  'certificeringOp',
  'certificeringLocatie',
  'bijeenkomsten',
];

export class BijeenkomstRegel {
  @IsDag()
  op!: Dag;

  @IsTijd()
  van!: string;

  @IsTijd()
  tot!: string;

  /** Its last day, when that is another one than `op`. */
  @DateField({ optional: true })
  eindigtOp?: string;

  /** More than one makes a series. */
  @NumberField({ optional: true, min: 1, max: 60 })
  aantal?: number;

  @NumberField({ optional: true, min: 1, max: 366 })
  elkeDagen?: number;

  @TextField({ optional: true })
  locatie?: string;

  @UrlField({ optional: true })
  link?: string;

  @TextField({ optional: true })
  onderwerp?: string;

  @NumberField({ optional: true, min: 1, max: 6 })
  leerjaar?: number;

  /** Mail address of a gebruiker who is a trainer. */
  @EmailField({ optional: true })
  trainer?: string;
}

export const tellingsoorten = ['deelnemers', 'gecertificeerd', 'door-naar-vervolg'] as const;

export class TellingRegel {
  @ChoiceField(tellingsoorten)
  soort!: (typeof tellingsoorten)[number];

  @NumberField({ optional: true, min: 1, max: 6 })
  leerjaar?: number;

  /** `null` is unknown, never 0. */
  @NumberField({ optional: true, max: 100_000 })
  aantal?: number | null;
}

/** A cohort as it stands in a catalogue file. */
export class CohortRegel {
  @IsCode()
  code!: string;

  @IsCode()
  opleiding!: string;

  @TextField()
  naam!: string;

  @IsOptional()
  @Matches(/^20[0-9]{2}-20[0-9]{2}$/, { message: 'Geef een schooljaar als 2026-2027.' })
  schooljaar?: string | null;

  @ChoiceField(cohortstatussen)
  status!: Cohortstatus;

  @NumberField({ optional: true, max: 100_000 })
  capaciteit?: number;

  @NumberField({ optional: true, max: 100_000 })
  minimum?: number;

  @IsOptional()
  @IsDag()
  goNoGoOp?: Dag;

  @IsOptional()
  @IsDag()
  aanmeldenVanaf?: Dag;

  @IsOptional()
  @IsDag()
  aanmeldenVoor?: Dag;

  @TextField({ optional: true })
  locatie?: string;

  @TextField({ optional: true })
  financiering?: string;

  @NumberListField({ optional: 'niet-leeg', min: 0, max: 60, aantal: 5 })
  herinneringsdagen?: number[];

  @TextField({ optional: true })
  peUitvoeringscode?: string | null;

  @TextField({ optional: true, max: 1000 })
  annuleringsreden?: string;

  @IsOptional()
  @IsDag()
  geannuleerdOp?: Dag;

  @IsOptional()
  @IsDag()
  certificeringOp?: Dag;

  @TextField({ optional: true })
  certificeringLocatie?: string;

  @TextField({ optional: true, max: 2000, regels: true })
  toelichting?: string;

  @TextField({ optional: true })
  bron?: string;

  /** Only the announcement is known, not whether it took place. */
  @BooleanField({ optional: true })
  alleenAangekondigd?: boolean;

  @IsOptional()
  @ZijnVelden(metVoorbeeld)
  voorbeeldvelden?: string[];

  @Regels(() => BijeenkomstRegel)
  bijeenkomsten?: BijeenkomstRegel[];

  @Regels(() => TellingRegel)
  tellingen?: TellingRegel[];
}
