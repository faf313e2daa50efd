import { ApiProperty } from '@nestjs/swagger';
import { MomentField, TextField, UrlField, UuidField } from '../platform/web/fields.js';
import { RecordListField } from '../platform/web/list-fields.js';
import { botsingsoorten, type Botsingsoort } from './botsingen.rules.js';
import { MEESTE_BIJEENKOMSTEN } from './cohortbeheer.dto.js';

export class TijdvakDto {
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

export class BotsingDto {
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
