import type { Type } from '@nestjs/common';
import { Matches, ValidateBy } from 'class-validator';
import { doelgroepen, vindDoelgroep } from '../../opleidingen/opleidingen.rules.js';
import { isDate } from '../../platform/clock/dates.js';
import { RecordListField } from '../../platform/web/list-fields.js';
import { type Weekdag, weekdagen } from '../lesdagen.rules.js';

/** A day in the file: as it is, or counted from the day of the import for a demo that never grows old. */
export type Dag = string | Overdag;

export interface Overdag {
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

export const IsDag = (): PropertyDecorator =>
  regel('dag', (value) => {
    const goed = typeof value === 'object' && value !== null ? isOverdag(value) : isDate(value);
    return goed ? undefined : dagzin;
  });

export const IsTijd = (): PropertyDecorator =>
  Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'Geef een tijd als UU:MM, bijvoorbeeld "13:30".' });

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
