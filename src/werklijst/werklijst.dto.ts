import { ApiProperty } from '@nestjs/swagger';
import { groepcodes, type Dringendheid, type Groepcode } from './werklijst.rules.js';
import type { Groep, Weekregel } from './werklijst.queries.js';

export class WerkregelDto {
  @ApiProperty({ description: 'Waar het over gaat.', example: 'Basistraining co-teaching, najaar' })
  onderwerp!: string;

  @ApiProperty({ example: '5 van minimaal 8. Besluit op dinsdag 24 november 2026.' })
  zin!: string;

  @ApiProperty({ description: 'Het scherm waar je het oplost.', example: '/beheer/cohorten/…/voortgang' })
  adres!: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  cohort!: string | null;
}

export class WerkgroepDto {
  @ApiProperty({ enum: groepcodes })
  groep!: Groepcode;

  @ApiProperty()
  titel!: string;

  @ApiProperty({ enum: ['nu', 'binnenkort', 'straks'] })
  dringend!: Dringendheid;

  @ApiProperty({
    type: 'integer',
    description: 'Hoeveel het er in alles zijn; `items` heeft de eerste vijf.',
  })
  totaal!: number;

  @ApiProperty({ type: [WerkregelDto] })
  items!: WerkregelDto[];
}

export class WeekregelDto {
  @ApiProperty({ format: 'uuid', description: 'Id van de bijeenkomst.' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  cohort!: string;

  @ApiProperty()
  opleiding!: string;

  @ApiProperty()
  naam!: string;

  @ApiProperty({ format: 'date-time' })
  begint!: Date;

  @ApiProperty({ format: 'date-time' })
  eindigt!: Date;

  @ApiProperty({ type: 'string', nullable: true })
  locatie!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  trainer!: string | null;

  @ApiProperty({ type: 'integer', description: 'Hoeveel mensen een plaats hebben.' })
  deelnemers!: number;
}

export class WerklijstDto {
  @ApiProperty({
    type: [WerkgroepDto],
    description: 'De dringendste eerst; een groep waarin niets is ontbreekt.',
  })
  groepen!: WerkgroepDto[];

  @ApiProperty({ type: [WeekregelDto], description: 'De bijeenkomsten van deze week, ten hoogste 200.' })
  dezeWeek!: WeekregelDto[];
}

export const groepVan = ({ code, titel, dringend, totaal, regels }: Groep): WerkgroepDto => ({
  groep: code,
  titel,
  dringend,
  totaal,
  items: regels.map(({ onderwerp, zin, href, cohort }) => ({ onderwerp, zin, adres: href, cohort })),
});

export const weekregelVan = ({ cohortId, cohort, aantal, ...rest }: Weekregel): WeekregelDto => ({
  ...rest,
  cohort: cohortId,
  naam: cohort,
  deelnemers: aantal,
});
