import { ApiProperty, PickType } from '@nestjs/swagger';
import { ListOf } from '../platform/web/paging.js';
import { LijstQuery } from './deelnemerslijsten.dto.js';
import type { Certificatenfilter, Gecertificeerde } from './certificatenlijst.service.js';

export class CertificatenQuery
  extends PickType(LijstQuery, ['pagina', 'paginaGrootte', 'opleiding', 'schooljaar', 'sector'] as const)
  implements Certificatenfilter {}

export class GecertificeerdeDto implements Gecertificeerde {
  @ApiProperty({ example: 'ULA-2026-0047' })
  nummer!: string;

  @ApiProperty({ description: 'De naam op het certificaat.' })
  naam!: string;

  @ApiProperty()
  functie!: string;

  @ApiProperty({ type: String, nullable: true })
  vestigingscode!: string | null;

  @ApiProperty({ type: String, nullable: true })
  school!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Vijf cijfers, als tekst.' })
  bestuursnummer!: string | null;

  @ApiProperty({ type: String, nullable: true })
  bestuur!: string | null;

  @ApiProperty()
  opleidingCode!: string;

  @ApiProperty()
  opleiding!: string;

  @ApiProperty()
  cohortCode!: string;

  @ApiProperty()
  cohort!: string;

  @ApiProperty({ type: String, nullable: true })
  schooljaar!: string | null;

  @ApiProperty({ type: 'integer' })
  leerjaar!: number;

  @ApiProperty({ type: 'integer', description: 'Hoeveel leerjaren de opleiding heeft.' })
  leerjaren!: number;

  @ApiProperty({ type: String, format: 'date' })
  datum!: string;

  @ApiProperty({ type: Number, nullable: true })
  studielastUren!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  herregistratiepunten!: number | null;
}

export class CertificatenlijstDto extends ListOf(GecertificeerdeDto) {}
