import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, IsUUID } from 'class-validator';
import { MEESTE_ALTERNATIEVEN } from '../../aanmeldingen/overzetvoorstellen.stappen.js';
import { TextField } from '../../platform/web/fields.js';

export class CohortannuleringDto {
  @TextField({ max: 500, regels: true, omschrijving: 'Iedereen leest dit in de mail.' })
  reden!: string;

  @ApiProperty({
    required: false,
    type: [String],
    format: 'uuid',
    maxItems: MEESTE_ALTERNATIEVEN,
    description: 'Ids van andere cohorten waar iedereen met één klik naartoe kan.',
  })
  @IsOptional()
  @IsArray({ message: 'Geef een lijst van cohorten.' })
  @ArrayMaxSize(MEESTE_ALTERNATIEVEN, {
    message: `Kies ten hoogste ${MEESTE_ALTERNATIEVEN} andere cohorten.`,
  })
  @IsUUID('all', { each: true, message: 'Geef ids van cohorten.' })
  alternatieven?: string[];
}
