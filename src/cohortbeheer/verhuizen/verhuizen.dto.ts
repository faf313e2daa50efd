import { NumberField, TextField, UuidField } from '../../platform/web/fields.js';
import { IdListField } from '../../platform/web/list-fields.js';
import { MEESTE_ALTERNATIEVEN } from '../../aanmeldingen/overzetvoorstellen.service.js';
import { ApiProperty } from '@nestjs/swagger';
import type { Samenvoegmens } from './samenvoegen.rules.js';

export class CohortannuleringDto {
  @TextField({ max: 500, regels: true, omschrijving: 'Iedereen leest dit in de mail.' })
  reden!: string;

  @IdListField({
    optional: true,
    van: 'andere cohorten',
    aantal: MEESTE_ALTERNATIEVEN,
    omschrijving: 'Ids van andere cohorten waar iedereen met één klik naartoe kan.',
  })
  alternatieven?: string[];
}

export class VoorproefVraagDto {
  @UuidField({ omschrijving: 'Id van het cohort dat blijft.' })
  met!: string;

  @NumberField({
    optional: true,
    max: 100_000,
    tekst: true,
    omschrijving: 'Nieuw aantal plaatsen van het cohort dat blijft.',
  })
  capaciteit?: number | null;
}

export class SamenvoegingDto {
  @UuidField({ omschrijving: 'Id van het cohort dat blijft, van dezelfde opleiding.' })
  met!: string;

  @TextField({ max: 300, regels: true, optional: true })
  reden?: string | null;

  @NumberField({
    optional: true,
    max: 100_000,
    omschrijving: 'Nieuw aantal plaatsen van het cohort dat blijft; niet lager dan nu.',
  })
  capaciteit?: number | null;
}

class SamenvoegmensDto {
  @ApiProperty({ format: 'uuid' })
  aanmelding!: string;

  @ApiProperty()
  naam!: string;

  @ApiProperty()
  email!: string;

  @ApiProperty({ enum: ['verhuist', 'dubbel', 'achteruit'] })
  wat!: Samenvoegmens['wat'];

  @ApiProperty({
    description: '`plaats`, `aanbod`, of de positie op de wachtlijst.',
    oneOf: [{ type: 'string' }, { type: 'integer' }],
  })
  straks!: Samenvoegmens['straks'];

  @ApiProperty({ enum: ['samengevoegd', 'aanbod'], isArray: true })
  mails!: Samenvoegmens['mails'];
}

/** The outcome that a merge would have now. */
export class VoorproefDto {
  @ApiProperty({ type: 'integer', description: 'Zoveel mensen hebben samen een plaats.' })
  nodig!: number;

  @ApiProperty({ type: 'integer' })
  capaciteit!: number;

  @ApiProperty()
  past!: boolean;

  @ApiProperty({ type: [SamenvoegmensDto] })
  mensen!: SamenvoegmensDto[];

  @ApiProperty({
    type: 'integer',
    description: 'Zoveel wachtenden van het andere cohort krijgen meteen een aanbod.',
  })
  aanbodDaar!: number;
}
