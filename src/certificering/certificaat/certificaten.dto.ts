import { ApiParam, ApiProperty } from '@nestjs/swagger';
import { TextField } from '../../platform/web/fields.js';
import type { Certificaatbeeld } from './certificaten.queries.js';
import type { Certificaatstand } from './certificaten.rules.js';

/** The number of a certificaat in the address of a call. */
export const NummerInAdres = () =>
  ApiParam({
    name: 'nummer',
    schema: { type: 'string', pattern: '^ULA-20\\d{2}-\\d{4,6}$', example: 'ULA-2026-0047' },
  });

export class RedenDto {
  @TextField({ max: 500, regels: true })
  reden!: string;
}

export class CorrectieDto extends RedenDto {
  @TextField({
    optional: true,
    omschrijving: 'De naam zoals die op het certificaat komt; weggelaten: zoals bij de persoon.',
  })
  naam?: string | null;
}

export class UitgereiktDto {
  @ApiProperty({ example: 'ULA-2026-0047' })
  nummer!: string;

  @ApiProperty({ format: 'uuid' })
  aanmelding!: string;

  @ApiProperty({ description: 'De naam op het certificaat.' })
  naam!: string;

  @ApiProperty()
  leerjaar!: number;

  @ApiProperty({ format: 'date' })
  datum!: string;

  @ApiProperty({ enum: ['geldig', 'ingetrokken', 'vervangen'] })
  status!: Certificaatstand;

  @ApiProperty({ description: '1, en een meer na elke correctie.' })
  versie!: number;

  @ApiProperty({ type: String, nullable: true, description: 'Het nummer dat hierna kwam.' })
  vervangenDoor!: string | null;
}

export class CertificatenDto {
  @ApiProperty({ type: [UitgereiktDto] })
  certificaten!: UitgereiktDto[];
}

export const uitgereiktVan = (c: Certificaatbeeld): UitgereiktDto => ({
  nummer: c.nummer,
  aanmelding: c.aanmeldingId,
  naam: c.gegevens.naam,
  leerjaar: c.leerjaar,
  datum: c.gegevens.datum,
  status: c.stand,
  versie: c.versie,
  vervangenDoor: c.vervangenDoor,
});
