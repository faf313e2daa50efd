import { ApiParam, ApiProperty } from '@nestjs/swagger';
import { TextField } from '../../platform/web/fields.js';
import type { Controleuitkomst, Openbaar } from '../controle/controle.service.js';
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

class PeriodeDto {
  @ApiProperty({ type: String, format: 'date' })
  van!: string;

  @ApiProperty({ type: String, format: 'date' })
  tot!: string;
}

/** All that anybody may know of a certificaat. */
export class CertificaatDto {
  @ApiProperty({ example: 'ULA-2026-0047' })
  nummer!: string;

  @ApiProperty({ enum: ['geldig', 'ingetrokken', 'vervangen'] })
  status!: Certificaatstand;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Sinds wanneer niet meer geldig.',
  })
  nietGeldigSinds!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Nummer van het certificaat dat ervoor in de plaats kwam.',
  })
  vervangenDoor!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Alleen als de houder dat goed vindt.' })
  naam!: string | null;

  @ApiProperty({ description: 'De officiële naam.' })
  opleiding!: string;

  @ApiProperty({ type: 'integer' })
  leerjaar!: number;

  @ApiProperty({ type: 'integer', description: 'Hoeveel leerjaren de opleiding heeft.' })
  leerjaren!: number;

  @ApiProperty({ type: PeriodeDto })
  periode!: PeriodeDto;

  @ApiProperty({ type: String, nullable: true })
  niveau!: string | null;

  @ApiProperty({ type: Number, nullable: true })
  studielastUren!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  contacturen!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  ects!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  herregistratiepunten!: number | null;

  @ApiProperty({ type: [String] })
  aanbieders!: string[];

  @ApiProperty({ type: String, format: 'date' })
  datum!: string;

  @ApiProperty({ type: String, nullable: true })
  plaats!: string | null;
}

export class ControleverzoekDto {
  @TextField({ optional: true, omschrijving: 'De naam op het certificaat.', voorbeeld: 'Anna van den Berg' })
  naam?: string | null;

  @TextField({ optional: true, max: 60, omschrijving: 'De code naast het nummer op het certificaat.' })
  controlecode?: string | null;
}

export class ControleDto {
  @ApiProperty({ type: CertificaatDto })
  certificaat!: CertificaatDto;

  @ApiProperty({ type: Boolean, nullable: true, description: 'Leeg als er geen naam is gevraagd.' })
  naamKlopt!: boolean | null;

  @ApiProperty({ type: Boolean, nullable: true, description: 'Leeg als er geen code is gevraagd.' })
  codeKlopt!: boolean | null;
}

export const certificaatVan = (c: Openbaar): CertificaatDto => ({
  nummer: c.nummer,
  status: c.stand,
  nietGeldigSinds: c.sinds && c.sinds.toISOString(),
  vervangenDoor: c.vervangenDoor,
  naam: c.naam,
  opleiding: c.opleiding,
  leerjaar: c.leerjaar,
  leerjaren: c.leerjaren,
  periode: c.periode,
  niveau: c.niveau,
  studielastUren: c.studielastUren,
  contacturen: c.contacturen,
  ects: c.ects,
  herregistratiepunten: c.herregistratiepunten,
  aanbieders: c.aanbieders,
  datum: c.datum,
  plaats: c.plaats,
});

export const controleVan = ({ certificaat, ...klopt }: Controleuitkomst): ControleDto => ({
  certificaat: certificaatVan(certificaat),
  ...klopt,
});
