import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  isRFC3339,
  isUUID,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  type ValidationArguments,
} from 'class-validator';
import { isAddress, readAddress } from '../text/address.js';
import { holdsNoText, tidyLine, tidyProse } from '../text/characters.js';

/**
 * The kinds of field that DTOs are made of: each states its check, its Dutch sentence and its OpenAPI shape once.
 * An empty text counts as null, any other empty form field as not given.
 */
export interface FieldOptions {
  /** `true`: may be absent or null. `'niet-leeg'`: may be absent, but not null or empty; for changing part of a record. */
  optional?: boolean | 'niet-leeg';
  omschrijving?: string;
  voorbeeld?: unknown;
}

interface TextOptions extends FieldOptions {
  max?: number;
  /** Line breaks and tabs are allowed. */
  regels?: boolean;
}

/** Tidied before it is judged; an empty text is null. */
const tidiedBy = (tidy: (text: string) => string): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? tidy(value) || null : value));

const emptyIsAbsent = ({ value }: { value: unknown }): unknown => {
  const text = typeof value === 'string' ? value.normalize('NFC').trim() : value;
  return text === '' ? undefined : text;
};

function presence(optional: FieldOptions['optional']): PropertyDecorator[] {
  if (optional === 'niet-leeg') return [ValidateIf((_dto, value: unknown) => value !== undefined)];
  return optional ? [IsOptional()] : [];
}

export function field(
  options: FieldOptions,
  api: ApiPropertyOptions,
  ...rest: PropertyDecorator[]
): PropertyDecorator {
  const example = options.voorbeeld === undefined ? {} : { example: options.voorbeeld };
  const description = options.omschrijving ? { description: options.omschrijving } : {};
  const nullable = options.optional === true ? { nullable: true } : {};
  const shape = { required: !options.optional, ...nullable, ...description, ...example, ...api };
  return applyDecorators(ApiProperty(shape as ApiPropertyOptions), ...presence(options.optional), ...rest);
}

export function rule(name: string, test: (value: unknown) => string | undefined): PropertyDecorator {
  return ValidateBy({
    name,
    validator: {
      validate: (value: unknown) => test(value) === undefined,
      defaultMessage: (args?: ValidationArguments) => test(args?.value) ?? '',
    },
  });
}

const control = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const controlButLines = /(?![\t\n])\p{Cc}/u;

export function textError(value: unknown, max: number, regels: boolean): string | undefined {
  if (value === undefined || value === null) return 'Vul dit veld in.';
  if (typeof value !== 'string') return 'Dit moet tekst zijn.';
  if (value.length > max) return `Gebruik ten hoogste ${max} tekens.`;
  const strange = (regels ? controlButLines : control).test(value) || holdsNoText(value);
  return strange ? 'Hier staan tekens in die niet mogen.' : undefined;
}

/**
 * Text: normalised to NFC, trimmed, without characters that nobody sees, at most `max` (200) characters of which a line
 * end is one. Control characters are refused.
 */
export function TextField(options: TextOptions = {}): PropertyDecorator {
  const { max = 200, regels = false } = options;
  return field(
    options,
    { type: String, maxLength: max, ...(options.optional ? {} : { minLength: 1 }) },
    tidiedBy(regels ? tidyProse : tidyLine),
    rule('text', (value) => textError(value, max, regels)),
  );
}

function emailError(value: unknown): string | undefined {
  const notText = textError(value, 254, false);
  if (notText) return notText === 'Vul dit veld in.' ? 'Vul je e-mailadres in.' : notText;
  return isAddress(value) ? undefined : 'Dit is geen e-mailadres. Een voorbeeld is naam@school.nl.';
}

/** A mail address, from however it was typed: see `readAddress`. */
export function EmailField(options: FieldOptions = {}): PropertyDecorator {
  const api: ApiPropertyOptions = { type: String, format: 'email', maxLength: 254 };
  return field(options, api, tidiedBy(readAddress), rule('email', emailError));
}

const URL_MESSAGE = 'Geef een webadres dat met https:// begint.';
const LONGEST_URL = 500;

function urlError(value: unknown): string | undefined {
  const notText = textError(value, LONGEST_URL, false);
  if (notText) return notText;
  const address = value as string;
  return /^https:\/\/[^\s"'<>\\]+$/i.test(address) && URL.canParse(address) ? undefined : URL_MESSAGE;
}

/** The address of a page elsewhere that people will click on: `https:` and nothing else. */
export function UrlField(options: FieldOptions = {}): PropertyDecorator {
  const api: ApiPropertyOptions = { type: String, format: 'uri', maxLength: LONGEST_URL };
  return field(options, api, tidiedBy(tidyLine), rule('url', urlError));
}

const realDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** A day, `YYYY-MM-DD`. */
export function DateField(options: FieldOptions = {}): PropertyDecorator {
  const message = 'Geef een datum als JJJJ-MM-DD.';
  const test = (value: unknown): string | undefined =>
    typeof value === 'string' && realDate(value) ? undefined : message;
  return field(options, { type: String, format: 'date' }, Transform(emptyIsAbsent), rule('date', test));
}

/** A moment, RFC 3339 with zone; the DTO holds a Date. */
export function MomentField(options: FieldOptions = {}): PropertyDecorator {
  const message = 'Geef een moment met tijdzone, bijvoorbeeld 2026-09-24T12:00:00Z.';
  const toDate = ({ value }: { value: unknown }): unknown =>
    isRFC3339(value) && !Number.isNaN(Date.parse(value as string)) ? new Date(value as string) : value;
  const test = (value: unknown): string | undefined => (value instanceof Date ? undefined : message);
  return field(options, { type: String, format: 'date-time' }, Transform(toDate), rule('moment', test));
}

interface NumberOptions extends FieldOptions {
  min?: number;
  max?: number;
  /** A query or form sends digits as text; JSON must send a number. */
  tekst?: boolean;
}

/** A whole number from `min` (0) to `max` (1,000,000). */
export function NumberField(options: NumberOptions = {}): PropertyDecorator {
  const { min = 0, max = 1_000_000 } = options;
  const message = `Geef een heel getal van ${min} tot en met ${max}.`;
  const fromText = ({ value }: { value: unknown }): unknown =>
    typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : emptyIsAbsent({ value });
  return field(
    options,
    { type: 'integer', minimum: min, maximum: max },
    ...(options.tekst ? [Transform(fromText)] : []),
    IsInt({ message }),
    Min(min, { message }),
    Max(max, { message }),
  );
}

/** Also of a number that is written with an exponent: 1e-7 has seven decimals. */
const hasOneDecimal = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && Number(value.toFixed(1)) === value;

/** A number with at most one decimal. */
export function DecimalField(options: NumberOptions = {}): PropertyDecorator {
  const { min = 0, max = 1_000_000 } = options;
  const message = `Geef een getal van ${min} tot en met ${max}, met ten hoogste een cijfer achter de komma.`;
  const test = (value: unknown): string | undefined =>
    hasOneDecimal(value) && Number(value) >= min && Number(value) <= max ? undefined : message;
  return field(options, { type: Number, minimum: min, maximum: max }, rule('decimal', test));
}

/** One of a closed list. */
export function ChoiceField(choices: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  const message = `Kies een van: ${choices.join(', ')}.`;
  return field(options, { enum: [...choices] }, Transform(emptyIsAbsent), IsIn([...choices], { message }));
}

export function UuidField(options: FieldOptions = {}): PropertyDecorator {
  const test = (value: unknown): string | undefined =>
    isUUID(value) ? undefined : 'Dit is geen geldig kenmerk.';
  return field(options, { type: String, format: 'uuid' }, Transform(emptyIsAbsent), rule('uuid', test));
}

interface BooleanOptions extends FieldOptions {
  /** A form sends text; JSON may still send true or false. */
  tekst?: boolean;
}

export function BooleanField(options: BooleanOptions = {}): PropertyDecorator {
  const fromText = ({ value }: { value: unknown }): unknown =>
    value === 'true' || value === 'false' ? value === 'true' : emptyIsAbsent({ value });
  return field(
    options,
    { type: Boolean },
    ...(options.tekst ? [Transform(fromText)] : []),
    IsBoolean({ message: 'Dit moet true of false zijn.' }),
  );
}
