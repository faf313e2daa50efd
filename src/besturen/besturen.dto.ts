import { ApiProperty } from '@nestjs/swagger';
import {
  BooleanField,
  ChoiceField,
  DateField,
  EmailField,
  rule,
  TextField,
  UuidField,
} from '../platform/web/fields.js';
import { ListOf, PagingQuery } from '../platform/web/paging.js';
import { type Sector, sectoren } from './standen.js';

/** What a list of schools or besturen can be asked. */
export class ZoekQuery extends PagingQuery {
  @TextField({ optional: true, max: 100, omschrijving: 'Deel van een naam, plaats, code of bestuur.' })
  zoek?: string | null;

  @ChoiceField(sectoren, { optional: true, omschrijving: 'Alleen van deze sector.' })
  sector?: Sector;
}

/** What the list of the coördinator is asked besides. */
export class OrganisatiesQuery extends ZoekQuery {
  @BooleanField({ optional: true, tekst: true })
  gesloten?: boolean;
}

export class BestuurVanSchoolDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Leeg zolang alleen het nummer bekend is.' })
  naam!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '41400' })
  nummer!: string | null;
}

export class SchoolDto {
  @ApiProperty({ example: '06OY00' })
  vestigingscode!: string;

  @ApiProperty()
  naam!: string;

  @ApiProperty({ example: 'Utrecht' })
  plaats!: string;

  @ApiProperty({ type: BestuurVanSchoolDto, nullable: true })
  bestuur!: BestuurVanSchoolDto | null;

  @ApiProperty({
    type: String,
    enum: sectoren,
    nullable: true,
    description: 'Leeg zolang die niet bekend is.',
  })
  sector!: Sector | null;
}

export class BestuurDto extends BestuurVanSchoolDto {
  @ApiProperty({ type: String, nullable: true, example: 'SPO' })
  code!: string | null;

  @ApiProperty({ type: [String], description: 'Andere namen waaronder het bestuur bekend is.' })
  aliassen!: string[];

  @ApiProperty({
    type: String,
    enum: sectoren,
    nullable: true,
    description: 'Leeg zolang die niet bekend is.',
  })
  sector!: Sector | null;

  @ApiProperty({ type: 'integer', description: 'Hoeveel scholen open zijn.' })
  scholen!: number;
}

export class ScholenLijst extends ListOf(SchoolDto) {}
export class BesturenLijst extends ListOf(BestuurDto) {}

/** The form with which somebody names a bestuur and says how it works; what is left out stays. */
export class BestuurFormulier {
  @TextField({ max: 150 })
  naam!: string;

  /** Separated by commas. */
  @TextField({ optional: true, max: 500 })
  aliassen?: string | null;

  @EmailField({ optional: true })
  email?: string | null;

  @BooleanField({ optional: true })
  vraagtAkkoord?: boolean;

  @ChoiceField(sectoren, { optional: true })
  sector?: Sector | null;
}

const vijfCijfers = (waarde: unknown): string | undefined =>
  typeof waarde === 'string' && /^\d{5}$/.test(waarde) ? undefined : 'Een bestuursnummer is vijf cijfers.';

export class NieuwBestuurFormulier extends BestuurFormulier {
  @TextField({ optional: true, max: 20 })
  @rule('bestuursnummer', vijfCijfers)
  nummer?: string | null;
}

class Schoolvelden {
  @TextField({ optional: true, max: 200 })
  adres?: string | null;

  @TextField({ optional: true, max: 10 })
  postcode?: string | null;

  /** Separated by commas. */
  @TextField({ optional: true, max: 500 })
  aliassen?: string | null;

  @ChoiceField(sectoren, { optional: true })
  sector?: Sector | null;
}

/** Of a school of DUO only the aliases and the sector come along. */
export class SchoolFormulier extends Schoolvelden {
  @TextField({ optional: 'niet-leeg', max: 200 })
  naam?: string;

  @TextField({ optional: 'niet-leeg', max: 100 })
  plaats?: string;
}

export class NieuweSchoolFormulier extends Schoolvelden {
  @TextField({ max: 200 })
  naam!: string;

  @TextField({ max: 100 })
  plaats!: string;

  @TextField({ optional: true, max: 20 })
  brin?: string | null;

  @UuidField({ optional: true })
  bestuurId?: string | null;
}

export class VerhuizingFormulier {
  @UuidField()
  bestuurId!: string;

  @DateField()
  verhuistOp!: string;
}

export class SluitingFormulier {
  @DateField()
  geslotenOp!: string;
}

/** The whole record: what is empty, is nothing. */
export class ContactpersoonFormulier {
  @TextField({ max: 150 })
  naam!: string;

  @TextField({ optional: true, max: 100 })
  rol?: string | null;

  @EmailField({ optional: true })
  email?: string | null;

  @TextField({ optional: true, max: 40 })
  telefoon?: string | null;

  @TextField({ optional: true, max: 1000, regels: true })
  opmerking?: string | null;

  @DateField({ optional: true })
  laatstOp?: string | null;

  @TextField({ optional: true, max: 200 })
  laatstOver?: string | null;
}

export class GesprokenFormulier {
  @TextField({ optional: true, max: 200 })
  over?: string | null;
}

export class PeildatumFormulier {
  @DateField({ optional: true })
  peildatum?: string;
}
