import { ApiParam, ApiProperty } from '@nestjs/swagger';
import { Matches, ValidateIf } from 'class-validator';
import {
  BooleanField,
  ChoiceField,
  DateField,
  NumberField,
  TextField,
  UuidField,
} from '../../platform/web/fields.js';
import { IdListField, RecordListField } from '../../platform/web/list-fields.js';
import { besluiten, type Besluit } from '../voorwaarden/certificeringsoordeel.entity.js';
import type { Certificaatbeeld, Certificaatstand } from '../certificaat/certificaten.queries.js';

/** The number of a certificaat in the address of a call. */
export const NummerInAdres = () =>
  ApiParam({
    name: 'nummer',
    schema: { type: 'string', pattern: '^ULA-20\\d{2}-\\d{4,6}$', example: 'ULA-2026-0047' },
  });

/** The coördinator's own judgement of one person. */
export class OordeelDto {
  @UuidField({ omschrijving: 'Id van een aanmelding met een plaats in dit cohort.' })
  aanmelding!: string;

  @ChoiceField(besluiten, { omschrijving: 'wel: krijgt een certificaat; niet: krijgt er geen.' })
  besluit!: Besluit;

  @TextField({ max: 500, regels: true, omschrijving: 'Waarom je afwijkt van de regel.' })
  reden!: string;
}

export class UitreikingDto {
  @DateField({ omschrijving: 'Dag van de uitreiking, op of na de laatste bijeenkomst van het leerjaar.' })
  datum!: string;

  @TextField({ optional: true, voorbeeld: '15:30' })
  @ValidateIf((_dto, waarde: unknown) => waarde !== undefined && waarde !== null)
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'Geef de tijd als UU:MM, bijvoorbeeld 15:30.' })
  tijd?: string | null;

  @TextField({ optional: true })
  plaats?: string | null;

  @TextField({ optional: true, omschrijving: 'De school of wie de gasten ontvangt.' })
  gastheer?: string | null;
}

export class CertificeringDto extends UitreikingDto {
  @NumberField({ min: 1, max: 6 })
  leerjaar!: number;

  @BooleanField({
    optional: 'niet-leeg',
    omschrijving: 'true: ook als de accreditatie op de datum niet geldt.',
  })
  bevestigd?: boolean;

  @RecordListField(() => OordeelDto, {
    optional: 'niet-leeg',
    van: 'oordelen',
    uniek: { waarop: ({ aanmelding }) => aanmelding, zin: 'Noem elke aanmelding één keer.' },
    omschrijving: 'Wie tegen de regel in wel of geen certificaat krijgt, met de reden.',
  })
  oordelen?: OordeelDto[];

  @IdListField({
    optional: 'niet-leeg',
    van: 'aanmeldingen',
    omschrijving:
      'Wie een certificaat moet krijgen: alleen zij. Voldoet een van hen niet, dan wordt er niets uitgereikt. Weggelaten: ieder die voldoet.',
  })
  aanmeldingen?: string[];
}

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
