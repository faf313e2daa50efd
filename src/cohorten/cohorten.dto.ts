import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { type Sector, sectoren } from '../besturen/standen.js';
import { OpleidingDto } from '../opleidingen/opleidingen.dto.js';
import { ChoiceField, TextField } from '../platform/web/fields.js';
import { ListOf, PagingQuery } from '../platform/web/paging.js';
import { vrijVan, type CohortBeeld } from './cohorten.queries.js';
import type { Aanmeldstand } from './cohorten.rules.js';
import { type Cohortstatus, cohortstatussen } from './standen.js';

const SECTORFILTER = 'Van opleidingen voor deze sector, en voor iedereen.';

export class CohortenQuery extends PagingQuery {
  @TextField({ optional: true, omschrijving: 'Code van de opleiding.' })
  opleiding?: string;

  @IsOptional()
  @IsIn(['open'], { message: 'Kies open, of laat dit weg.' })
  @ApiProperty({ enum: ['open'], required: false })
  aanmelden?: 'open';

  @ChoiceField(sectoren, { optional: true, omschrijving: SECTORFILTER })
  sector?: Sector;
}

export class CatalogusQuery extends PagingQuery {
  @TextField({ optional: true })
  zoek?: string;

  @TextField({ optional: true, omschrijving: 'Code van de doelgroep.' })
  doelgroep?: string;

  @TextField({ optional: true })
  soort?: string;

  @ChoiceField(sectoren, { optional: true, omschrijving: SECTORFILTER })
  sector?: Sector;
}

export class BijeenkomstDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  begint!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  eindigt!: string;

  @ApiProperty({ type: String, nullable: true })
  locatie!: string | null;

  @ApiProperty({ type: String, nullable: true })
  onderwerp!: string | null;

  @ApiProperty({ type: 'integer' })
  leerjaar!: number;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Id van de trainer.' })
  trainer!: string | null;
}

export class OpleidingsnaamDto {
  @ApiProperty()
  code!: string;

  @ApiProperty()
  naam!: string;
}

export class CohortDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  code!: string;

  @ApiProperty()
  naam!: string;

  @ApiProperty({ type: OpleidingsnaamDto })
  opleiding!: OpleidingsnaamDto;

  @ApiProperty({ type: String, nullable: true })
  schooljaar!: string | null;

  @ApiProperty({ enum: [...cohortstatussen] })
  status!: Cohortstatus;

  @ApiProperty({ enum: ['open', 'nog-niet', 'voorbij', 'begonnen', 'geannuleerd', 'dicht'] })
  aanmelden!: Aanmeldstand;

  @ApiProperty({ type: 'integer', nullable: true })
  capaciteit!: number | null;

  @ApiProperty({ type: 'integer' })
  bezet!: number;

  @ApiProperty({ type: 'integer' })
  vrij!: number;

  @ApiProperty({ type: 'integer' })
  wachtend!: number;

  @ApiProperty({ type: 'integer', nullable: true })
  minimum!: number | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  goNoGoOp!: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  aanmeldenVanaf!: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  aanmeldenVoor!: string | null;

  @ApiProperty({ type: String, nullable: true })
  locatie!: string | null;

  @ApiProperty({ type: String, nullable: true })
  annuleringsreden!: string | null;

  @ApiProperty({ type: 'integer', description: 'Stijgt bij elke wijziging van het plan.' })
  versie!: number;

  @ApiProperty({
    type: [Number],
    required: false,
    description:
      'Dagen voor elke bijeenkomst waarop deelnemers een herinnering krijgen. Alleen voor wie cohorten beheert.',
  })
  herinneringsdagen?: number[];

  @ApiProperty({
    type: String,
    nullable: true,
    required: false,
    description: 'Code van deze uitvoering in PE-online. Alleen voor wie cohorten beheert.',
  })
  peUitvoeringscode?: string | null;

  @ApiProperty({ type: [String], description: 'Velden waarvan de waarde voor de demo verzonnen is.' })
  voorbeeldvelden!: string[];

  @ApiProperty({ type: [BijeenkomstDto] })
  bijeenkomsten!: BijeenkomstDto[];
}

export class CohortenlijstDto extends ListOf(CohortDto) {}

export class OpleidingMetCohortenDto extends OpleidingDto {
  @ApiProperty({ type: [CohortDto] })
  cohorten!: CohortDto[];
}

export class OpleidingenlijstDto extends ListOf(OpleidingMetCohortenDto) {}

/** @param openbaar for the outside world; what only staff needs is left out. */
export function cohortVan(c: CohortBeeld, openbaar: boolean): CohortDto {
  return {
    id: c.id,
    code: c.code,
    naam: c.naam,
    opleiding: { code: c.opleidingCode, naam: c.opleiding },
    schooljaar: c.schooljaar,
    status: c.status,
    aanmelden: c.aanmelden,
    capaciteit: c.capaciteit,
    bezet: c.bezet,
    vrij: vrijVan(c),
    wachtend: c.wachtend,
    minimum: c.minimum,
    goNoGoOp: c.goNoGoOp,
    aanmeldenVanaf: c.aanmeldenVanaf,
    aanmeldenVoor: c.aanmeldenVoor,
    locatie: c.locatie,
    annuleringsreden: c.annuleringsreden,
    versie: c.versie,
    ...(openbaar ? {} : { herinneringsdagen: c.herinneringsdagen, peUitvoeringscode: c.peUitvoeringscode }),
    voorbeeldvelden: c.voorbeeldvelden,
    bijeenkomsten: c.bijeenkomsten.map((b) => ({
      id: b.id,
      begint: b.begint.toISOString(),
      eindigt: b.eindigt.toISOString(),
      locatie: b.locatie,
      onderwerp: b.onderwerp,
      leerjaar: b.leerjaar,
      trainer: b.trainerId,
    })),
  };
}
