import { ApiProperty } from '@nestjs/swagger';
import { OmvangDto } from '../../opleidingen/opleidingen.dto.js';
import { ChoiceField, NumberField, TextField, UuidField } from '../../platform/web/fields.js';
import { RecordListField, TextListField } from '../../platform/web/list-fields.js';
import { type Besluit, besluiten } from './leerjaar.entity.js';

export class LeerjaarvoorwaardenDto extends OmvangDto {
  @NumberField({ min: 1, max: 6 })
  leerjaar!: number;

  @NumberField({ optional: true, max: 100, omschrijving: 'Leeg: de norm van de opleiding.' })
  aanwezigheidsnormPct?: number | null;

  @TextListField({ omschrijving: 'Wat iemand moet voltooien, bijvoorbeeld `eindopdracht`.' })
  onderdelen!: string[];
}

export class VoorwaardenDto {
  @RecordListField(() => LeerjaarvoorwaardenDto, {
    van: 'leerjaren',
    aantal: 6,
    uniek: { waarop: ({ leerjaar }) => leerjaar, zin: 'Noem elk leerjaar één keer.' },
  })
  leerjaren!: LeerjaarvoorwaardenDto[];
}

/** A leerjaar as it is kept: what it asks and counts for; null where nobody said. */
class IngesteldLeerjaarDto {
  @ApiProperty({ type: 'integer' })
  leerjaar!: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Null: de norm van de opleiding.' })
  aanwezigheidsnormPct!: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  studielastUren!: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  contacturen!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  ects!: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  herregistratiepunten!: number | null;

  @ApiProperty({ type: [String] })
  onderdelen!: string[];
}

export class IngesteldeVoorwaardenDto {
  @ApiProperty({ type: [IngesteldLeerjaarDto] })
  leerjaren!: IngesteldLeerjaarDto[];
}

/** The coördinator's own judgement of one person. */
export class OordeelDto {
  @UuidField({ omschrijving: 'Id van een aanmelding met een plaats in dit cohort.' })
  aanmelding!: string;

  @ChoiceField(besluiten, { omschrijving: 'wel: krijgt een certificaat; niet: krijgt er geen.' })
  besluit!: Besluit;

  @TextField({ max: 500, regels: true, omschrijving: 'Waarom je afwijkt van de regel.' })
  reden!: string;
}
