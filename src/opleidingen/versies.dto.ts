import { ApiProperty } from '@nestjs/swagger';
import { ListOf } from '../platform/web/paging.js';
import type { OpleidingVersie } from './opleiding-versie.entity.js';
import { gegevensVan, OpleidingDto } from './opleidingen.dto.js';

/** An opleiding as it stood before. */
export class OpleidingVersieDto extends OpleidingDto {
  @ApiProperty({ format: 'date-time', description: 'Tot wanneer dit er stond.' })
  geldigTot!: string;
}

export const versieVan = (v: OpleidingVersie, vervolgOp: string | null): OpleidingVersieDto => ({
  ...gegevensVan(v.gegevens, vervolgOp),
  geldigTot: v.geldigTot.toISOString(),
});

export class VersieInLijstDto {
  @ApiProperty({ type: 'integer' })
  versie!: number;

  @ApiProperty({ format: 'date-time', description: 'Tot wanneer dit er stond.' })
  geldigTot!: string;
}

export class VersielijstDto extends ListOf(VersieInLijstDto) {}
