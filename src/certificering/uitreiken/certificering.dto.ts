import { ApiProperty } from '@nestjs/swagger';
import { Matches, ValidateIf } from 'class-validator';
import { BooleanField, DateField, NumberField, TextField } from '../../platform/web/fields.js';
import { IdListField, RecordListField } from '../../platform/web/list-fields.js';
import { type Leerjaarbeeld, watMist } from '../voorwaarden/leerjaar.rules.js';
import { OordeelDto } from '../voorwaarden/voorwaarden.dto.js';
import type { Uitslaggroep } from '../voorwaarden/voorwaarden.rules.js';

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

export class VoltooidDto {
  @IdListField({
    van: 'aanmeldingen',
    omschrijving: 'De aanmeldingen die het onderdeel hebben voltooid; de andere hebben dat niet.',
  })
  voltooid!: string[];
}

export class UitgenodigdDto {
  @ApiProperty({ description: 'Hoeveel uitnodigingen er nu zijn geschreven.' })
  uitgenodigd!: number;
}

class GeplandeUitreikingDto {
  @ApiProperty({ format: 'date' })
  datum!: string;

  @ApiProperty({ type: String, nullable: true, example: '15:30' })
  tijd!: string | null;

  @ApiProperty({ type: String, nullable: true })
  plaats!: string | null;

  @ApiProperty({ type: String, nullable: true })
  gastheer!: string | null;
}

class LeerjaaronderdeelDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  naam!: string;

  @ApiProperty({ type: [String], description: 'De aanmeldingen die het hebben voltooid.' })
  voltooid!: string[];
}

class KandidaatDto {
  @ApiProperty({ format: 'uuid' })
  aanmelding!: string;

  @ApiProperty()
  naam!: string;

  @ApiProperty({
    enum: ['wel', 'bijna', 'niet'],
    description: 'Voldoet, mist iets wat kan worden ingehaald, of voldoet niet.',
  })
  groep!: Uitslaggroep;

  @ApiProperty({ type: String, nullable: true, description: 'Wat er ontbreekt, voor mensen.' })
  mist!: string | null;

  @ApiProperty({ description: 'Bijgewoonde bijeenkomsten.' })
  aanwezig!: number;

  @ApiProperty({ description: 'Bijgewoonde uren.' })
  uren!: number;

  @ApiProperty({ type: String, nullable: true, description: 'Het certificaat, ook als het is ingetrokken.' })
  nummer!: string | null;
}

export class LeerjaarDto {
  @ApiProperty()
  leerjaar!: number;

  @ApiProperty({ type: GeplandeUitreikingDto, nullable: true })
  uitreiking!: GeplandeUitreikingDto | null;

  @ApiProperty({ type: [LeerjaaronderdeelDto] })
  onderdelen!: LeerjaaronderdeelDto[];

  @ApiProperty({ type: [KandidaatDto] })
  kandidaten!: KandidaatDto[];
}

export const leerjaarVan = (b: Leerjaarbeeld): LeerjaarDto => ({
  leerjaar: b.leerjaar,
  uitreiking: b.uitreiking && {
    datum: b.uitreiking.datum,
    tijd: b.uitreiking.tijd,
    plaats: b.uitreiking.plaats,
    gastheer: b.uitreiking.gastheer,
  },
  onderdelen: b.onderdelen.map(({ id, naam }) => ({
    id,
    naam,
    voltooid: b.kandidaten.filter((k) => k.voltooid.includes(id)).map((k) => k.aanmeldingId),
  })),
  kandidaten: b.kandidaten.map((k) => ({
    aanmelding: k.aanmeldingId,
    naam: k.naam,
    groep: k.uitslag.groep,
    mist: k.uitslag.groep === 'wel' ? null : watMist(k),
    aanwezig: k.aanwezig,
    uren: k.uren,
    nummer: k.nummer ?? k.elders,
  })),
});
