import type { Type } from '@nestjs/common';
import { Matches } from 'class-validator';
import {
  BooleanField,
  DateField,
  MomentField,
  NumberField,
  TextField,
  UrlField,
  UuidField,
} from '../platform/web/fields.js';
import { NumberListField, RecordListField } from '../platform/web/list-fields.js';
import { ApiProperty } from '@nestjs/swagger';
import { type Botsingsoort, botsingsoorten } from './cohortplan.rules.js';

export class NieuweBijeenkomstDto {
  @MomentField({ voorbeeld: '2027-01-20T12:30:00Z' })
  begint!: Date;

  @MomentField({ voorbeeld: '2027-01-20T16:00:00Z' })
  eindigt!: Date;

  @TextField({ optional: true })
  locatie?: string | null;

  @UrlField({ optional: true, omschrijving: 'Adres van een online bijeenkomst.' })
  link?: string | null;

  @TextField({ optional: true })
  onderwerp?: string | null;

  @NumberField({ optional: 'niet-leeg', min: 1, max: 6 })
  leerjaar?: number;

  @UuidField({ optional: true, omschrijving: 'Id van de trainer.' })
  trainer?: string | null;
}

/** A bijeenkomst as it is to be. What is left out of one that is there already stays. */
export class GewensteBijeenkomstDto extends NieuweBijeenkomstDto {
  @UuidField({
    optional: true,
    omschrijving:
      'Van een bijeenkomst die er al is; null is een nieuwe. Geeft geen enkele een id, dan kiezen we op tijd.',
  })
  id?: string | null;
}

export const MEESTE_BIJEENKOMSTEN = 100;
export const TE_VEEL_BIJEENKOMSTEN = `Geef ten hoogste ${MEESTE_BIJEENKOMSTEN} bijeenkomsten.`;

export const Bijeenkomsten = (soort: () => Type<NieuweBijeenkomstDto>): PropertyDecorator =>
  RecordListField(soort, { optional: 'niet-leeg', van: 'bijeenkomsten', aantal: MEESTE_BIJEENKOMSTEN });

/** The fields of a cohort that the academie decides about. */
export class CohortgegevensDto {
  @TextField({ optional: 'niet-leeg' })
  naam?: string;

  @TextField({ optional: true, voorbeeld: '2026-2027' })
  @Matches(/^20\d\d-20\d\d$/, { message: 'Geef een schooljaar als 2026-2027.' })
  schooljaar?: string | null;

  @NumberField({ optional: true, max: 100_000 })
  minimum?: number | null;

  @DateField({ optional: true })
  goNoGoOp?: string | null;

  @DateField({ optional: true, omschrijving: 'Eerste dag waarop aanmelden kan.' })
  aanmeldenVanaf?: string | null;

  @DateField({ optional: true, omschrijving: 'Exclusief: de dag ervoor is de laatste dag.' })
  aanmeldenVoor?: string | null;

  @TextField({ optional: true })
  locatie?: string | null;

  @TextField({ optional: true })
  financiering?: string | null;

  @TextField({ optional: true, max: 2000, regels: true })
  toelichting?: string | null;

  @NumberListField({
    optional: 'niet-leeg',
    min: 0,
    max: 60,
    aantal: 5,
    voorbeeld: [7, 1],
    omschrijving:
      'Hoeveel dagen voor elke bijeenkomst we deelnemers herinneren; een lege lijst is geen herinneringen.',
  })
  herinneringsdagen?: number[];

  @TextField({ optional: true, max: 50, omschrijving: 'Code van deze uitvoering in PE-online.' })
  peUitvoeringscode?: string | null;
}

export class NieuwCohortDto extends CohortgegevensDto {
  @TextField({ max: 30, voorbeeld: 'LAS1', omschrijving: 'Code van de opleiding.' })
  opleiding!: string;

  @TextField({ optional: true, max: 40, omschrijving: 'Zonder code maken we er een.' })
  code?: string | null;

  @NumberField({ max: 100_000 })
  capaciteit!: number;

  @Bijeenkomsten(() => NieuweBijeenkomstDto)
  bijeenkomsten?: NieuweBijeenkomstDto[];
}

/** The values that a copy is given instead of those that it would have by itself. */
export class KopieDto extends CohortgegevensDto {
  @TextField({ optional: true, max: 40, omschrijving: 'Zonder code maken we er een.' })
  code?: string | null;

  @NumberField({ optional: 'niet-leeg', max: 100_000 })
  capaciteit?: number;

  @Bijeenkomsten(() => NieuweBijeenkomstDto)
  bijeenkomsten?: NieuweBijeenkomstDto[];

  @BooleanField({
    optional: true,
    omschrijving: 'Neem de eigen alinea’s in de mails mee; ja als je niets zegt.',
  })
  alineas?: boolean;
}

export class WijzigCohortDto extends CohortgegevensDto {
  @NumberField({ optional: 'niet-leeg', max: 100_000 })
  capaciteit?: number;

  @NumberField({
    optional: 'niet-leeg',
    omschrijving: 'De versie die je zag; wijkt die af, dan is het antwoord 409.',
  })
  versie?: number;

  @TextField({
    optional: true,
    max: 500,
    regels: true,
    omschrijving: 'Waarom; staat in de mail aan wie een plaats heeft of wacht.',
  })
  reden?: string | null;

  @Bijeenkomsten(() => GewensteBijeenkomstDto)
  bijeenkomsten?: GewensteBijeenkomstDto[];
}

class TijdvakDto {
  @MomentField({ voorbeeld: '2027-01-20T12:30:00Z' })
  begint!: Date;

  @MomentField({ voorbeeld: '2027-01-20T16:00:00Z' })
  eindigt!: Date;

  @TextField({ optional: true })
  locatie?: string | null;

  @UrlField({ optional: true })
  link?: string | null;

  @UuidField({ optional: true, omschrijving: 'Id van de trainer.' })
  trainer?: string | null;
}

export class BotsingenvraagDto {
  @UuidField({
    optional: true,
    omschrijving: 'Het cohort waarvan deze bijeenkomsten zijn, als het er al is.',
  })
  cohort?: string | null;

  @RecordListField(() => TijdvakDto, { van: 'bijeenkomsten', aantal: MEESTE_BIJEENKOMSTEN })
  bijeenkomsten!: TijdvakDto[];
}

class BotsingDto {
  @ApiProperty({ type: 'integer', description: 'De hoeveelste van de gegeven bijeenkomsten, vanaf 0.' })
  bijeenkomst!: number;

  @ApiProperty({ enum: [...botsingsoorten] })
  soort!: Botsingsoort;

  @ApiProperty({ description: 'Voor mensen.' })
  melding!: string;

  @ApiProperty({ type: 'integer', required: false, description: 'Hoeveel mensen dan elders zijn.' })
  aantal?: number;
}

export class BotsingenDto {
  @ApiProperty({ type: [BotsingDto] })
  botsingen!: BotsingDto[];
}
