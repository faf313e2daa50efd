import { ApiProperty } from '@nestjs/swagger';
import { BooleanField, EmailField, TextField } from '../platform/web/fields.js';
import { ListOf, PagingQuery } from '../platform/web/paging.js';

/** What a list of schools or besturen can be asked. */
export class ZoekQuery extends PagingQuery {
  @TextField({ optional: true, max: 100, omschrijving: 'Deel van een naam, plaats, code of bestuur.' })
  zoek?: string | null;
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
}

export class BestuurDto extends BestuurVanSchoolDto {
  @ApiProperty({ type: String, nullable: true, example: 'SPO' })
  code!: string | null;

  @ApiProperty({ type: [String], description: 'Andere namen waaronder het bestuur bekend is.' })
  aliassen!: string[];

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
}
