import { ApiParam, ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import {
  BooleanField,
  ChoiceField,
  DateField,
  DecimalField,
  NumberField,
  TextField,
  UrlField,
} from '../platform/web/fields.js';
import { type Sector, sectoren } from '../besturen/standen.js';
import { ChoiceListField, TextListField } from '../platform/web/list-fields.js';
import type { Opleiding, OpleidingVersie } from './opleiding.entity.js';
import { soorten, type Soort } from './opleidingen.rules.js';
import { ListOf } from '../platform/web/paging.js';
/** The code of an opleiding in the address of a call; capitals do not matter. */
export const CodeInAdres = () =>
  ApiParam({
    name: 'code',
    schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,29}$', example: 'LAS1' },
  });

/** The time that a whole opleiding takes, or one leerjaar of it, and the points that it gives. */
export class OmvangDto {
  @NumberField({ optional: true, max: 10_000, omschrijving: 'Alle uren samen.' })
  studielastUren?: number | null;

  @NumberField({ optional: true, max: 10_000 })
  contacturen?: number | null;

  @DecimalField({ optional: true, max: 240 })
  ects?: number | null;

  @NumberField({ optional: true, max: 1000, omschrijving: 'Bepaald door het schoolleidersregister.' })
  herregistratiepunten?: number | null;
}

/** The fields of an opleiding besides its code, naam and soort. */
export class OpleidinggegevensDto extends OmvangDto {
  @TextField({ optional: true, max: 5000, regels: true })
  omschrijving?: string | null;

  @TextListField({
    optional: 'niet-leeg',
    omschrijving: 'Codes van de doelgroepen, bijvoorbeeld `schoolleider`.',
  })
  doelgroepen?: string[];

  @ChoiceListField(sectoren, {
    optional: 'niet-leeg',
    omschrijving: 'Voor welke sectoren; leeg is voor iedereen.',
  })
  sectoren?: Sector[];

  @TextField({ optional: true })
  niveau?: string | null;

  @NumberField({ optional: 'niet-leeg', min: 1, max: 6 })
  leerjaren?: number;

  @TextField({ optional: true, voorbeeld: '2 jaar' })
  duur?: string | null;

  @TextField({ optional: true })
  peCursuscode?: string | null;

  @TextField({ optional: true, omschrijving: 'Zoals op het certificaat; weggelaten: de naam.' })
  officieleNaam?: string | null;

  @DateField({ optional: true, omschrijving: 'Eerste dag van de accreditatie.' })
  accreditatieVan?: string | null;

  @DateField({ optional: true, omschrijving: 'De eerste dag na de accreditatie.' })
  accreditatieTot?: string | null;

  @TextListField({ optional: 'niet-leeg' })
  aanbieders?: string[];

  @NumberField({
    optional: true,
    max: 10_000_000,
    omschrijving: 'Prijs voor de deelnemer in eurocent; 0 is gratis.',
  })
  kostenCent?: number | null;

  @NumberField({ optional: true, max: 100 })
  vergoedingPct?: number | null;

  @TextField({ optional: true })
  vergoedingVoor?: string | null;

  @TextField({ optional: true })
  bekostiging?: string | null;

  @TextField({ optional: true, max: 2000, regels: true })
  voorwaarden?: string | null;

  @TextField({ optional: true, omschrijving: 'Code van de opleiding waarop deze volgt.' })
  vervolgOp?: string | null;

  @UrlField({ optional: true, omschrijving: 'Waar men zich aanmeldt; nodig bij soort `extern`.' })
  externUrl?: string | null;

  @BooleanField({ optional: 'niet-leeg' })
  gepubliceerd?: boolean;

  @BooleanField({ optional: 'niet-leeg', omschrijving: 'Mensen kunnen hun belangstelling melden.' })
  peiling?: boolean;

  @NumberField({
    optional: 'niet-leeg',
    max: 100,
    omschrijving: 'Deel van de bijeenkomsten, in procenten, dat iemand moet bijwonen.',
  })
  aanwezigheidsnormPct?: number;
}

export class NieuweOpleidingDto extends OpleidinggegevensDto {
  @TextField({ max: 30, voorbeeld: 'LAS1' })
  @Matches(/^[A-Z0-9][A-Z0-9-]{0,29}$/, {
    message: 'Gebruik hoofdletters, cijfers en streepjes, ten hoogste 30.',
  })
  code!: string;

  @TextField()
  naam!: string;

  @ChoiceField(soorten)
  soort!: Soort;
}

export class WijzigOpleidingDto extends OpleidinggegevensDto {
  @TextField({ optional: 'niet-leeg' })
  naam?: string;

  @ChoiceField(soorten, { optional: 'niet-leeg' })
  soort?: Soort;

  @NumberField({
    optional: 'niet-leeg',
    min: 1,
    omschrijving:
      'De versie waarop je wijziging is gebaseerd. Is er intussen een nieuwere, dan wordt ze geweigerd.',
  })
  versie?: number;
}

/** An opleiding as everybody may see it. */
export class OpleidingDto {
  @ApiProperty()
  code!: string;

  @ApiProperty()
  naam!: string;

  @ApiProperty()
  soort!: string;

  @ApiProperty()
  omschrijving!: string;

  @ApiProperty({ type: [String] })
  doelgroepen!: string[];

  @ApiProperty({ enum: sectoren, isArray: true, description: 'Voor welke sectoren; leeg is voor iedereen.' })
  sectoren!: Sector[];

  @ApiProperty({ type: String, nullable: true })
  niveau!: string | null;

  @ApiProperty({ type: 'integer' })
  leerjaren!: number;

  @ApiProperty({ type: String, nullable: true })
  duur!: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  studielastUren!: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  contacturen!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  ects!: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  herregistratiepunten!: number | null;

  @ApiProperty({ type: String, nullable: true })
  peCursuscode!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Zoals op het certificaat; null: de naam.' })
  officieleNaam!: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  accreditatieVan!: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'De eerste dag erna.' })
  accreditatieTot!: string | null;

  @ApiProperty({ type: [String] })
  aanbieders!: string[];

  @ApiProperty({ type: 'integer', nullable: true })
  kostenCent!: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  vergoedingPct!: number | null;

  @ApiProperty({ type: String, nullable: true })
  vergoedingVoor!: string | null;

  @ApiProperty({ type: String, nullable: true })
  bekostiging!: string | null;

  @ApiProperty({ type: String, nullable: true })
  voorwaarden!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Code van de opleiding waarop deze volgt.' })
  vervolgOp!: string | null;

  @ApiProperty({ type: String, nullable: true })
  externUrl!: string | null;

  @ApiProperty()
  gepubliceerd!: boolean;

  @ApiProperty({ description: 'Mensen kunnen hun belangstelling melden.' })
  peiling!: boolean;

  @ApiProperty({ type: 'integer' })
  aanwezigheidsnormPct!: number;

  @ApiProperty({ type: 'integer', description: 'Stijgt bij elke wijziging.' })
  versie!: number;

  @ApiProperty({ type: [String], description: 'Velden waarvan de waarde voor de demo verzonnen is.' })
  voorbeeldvelden!: string[];
}

/** @param vervolgOp code of the opleiding it follows. */
export function opleidingVan(o: Opleiding, vervolgOp: string | null): OpleidingDto {
  const { id: _id, ...gegevens } = o;
  return gegevensVan(gegevens, vervolgOp);
}

/** The columns of an opleiding as everybody may see them. */
export function gegevensVan(gegevens: Omit<Opleiding, 'id'>, vervolgOp: string | null): OpleidingDto {
  const { vervolgOpId: _vervolgOpId, bron: _bron, ...rest } = gegevens;
  return { ...rest, vervolgOp };
}

/** An opleiding as it stood before. */
export class OpleidingVersieDto extends OpleidingDto {
  @ApiProperty({ format: 'date-time', description: 'Tot wanneer dit er stond.' })
  geldigTot!: string;
}

export const versieVan = (v: OpleidingVersie, vervolgOp: string | null): OpleidingVersieDto => ({
  ...gegevensVan(v.gegevens, vervolgOp),
  geldigTot: v.geldigTot.toISOString(),
});

class VersieInLijstDto {
  @ApiProperty({ type: 'integer' })
  versie!: number;

  @ApiProperty({ format: 'date-time', description: 'Tot wanneer dit er stond.' })
  geldigTot!: string;
}

export class VersielijstDto extends ListOf(VersieInLijstDto) {}
