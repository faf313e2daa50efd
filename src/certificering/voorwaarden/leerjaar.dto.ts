import { ApiProperty } from '@nestjs/swagger';
import { IdListField } from '../../platform/web/list-fields.js';
import { watMist, type Leerjaarbeeld } from './leerjaarbeeld.js';
import type { Groep } from './voorwaarden.rules.js';

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

export class GeplandeUitreikingDto {
  @ApiProperty({ format: 'date' })
  datum!: string;

  @ApiProperty({ type: String, nullable: true, example: '15:30' })
  tijd!: string | null;

  @ApiProperty({ type: String, nullable: true })
  plaats!: string | null;

  @ApiProperty({ type: String, nullable: true })
  gastheer!: string | null;
}

export class LeerjaaronderdeelDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  naam!: string;

  @ApiProperty({ type: [String], description: 'De aanmeldingen die het hebben voltooid.' })
  voltooid!: string[];
}

export class KandidaatDto {
  @ApiProperty({ format: 'uuid' })
  aanmelding!: string;

  @ApiProperty()
  naam!: string;

  @ApiProperty({
    enum: ['wel', 'bijna', 'niet'],
    description: 'Voldoet, mist iets wat kan worden ingehaald, of voldoet niet.',
  })
  groep!: Groep;

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
