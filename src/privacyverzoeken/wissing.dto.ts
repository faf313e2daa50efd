import { ApiProperty } from '@nestjs/swagger';
import { type Aanmeldstatus, aanmeldstatussen } from '../aanmeldingen/standen.js';
import { BooleanField } from '../platform/web/fields.js';
import { plural } from '../platform/web/template-helpers.js';
import type { Wissing } from './wissen.service.js';
import { blijftVan, zelfVan } from './wissing.rules.js';

export class WisPersoonDto {
  @BooleanField({ optional: true, omschrijving: 'Alleen vertellen wat er zou gebeuren. Er verandert niets.' })
  proef?: boolean | null;

  @BooleanField({
    optional: true,
    omschrijving:
      'Meldt de persoon ook af voor wat al bezig is of binnen een week begint. Zonder dit is dat 409 `doet-binnenkort-mee`.',
  })
  afmelden?: boolean | null;
}

class WisaantalDto {
  @ApiProperty({ example: '3 mails: adres, onderwerp en tekst' })
  wat!: string;

  @ApiProperty({ type: 'integer' })
  aantal!: number;
}

class BlijftDto {
  @ApiProperty()
  wat!: string;

  @ApiProperty({ description: 'Waarom het blijft, en hoe lang.' })
  waarom!: string;
}

class AfmeldingDto {
  @ApiProperty({ type: String, format: 'uuid' })
  aanmelding!: string;

  @ApiProperty()
  opleiding!: string;

  @ApiProperty()
  cohort!: string;

  @ApiProperty({ enum: [...aanmeldstatussen], description: 'Zoals die was vóór het afmelden.' })
  status!: Aanmeldstatus;

  @ApiProperty({ description: 'Een plaats in wat al bezig is of binnen een week begint.' })
  dichtbij!: boolean;
}

export class WissingDto {
  @ApiProperty({ type: String, format: 'uuid' })
  persoon!: string;

  @ApiProperty({ description: 'Er is niets veranderd: dit is wat er zou gebeuren.' })
  proef!: boolean;

  @ApiProperty({ type: [WisaantalDto], description: 'Wat weggaat.' })
  weg!: WisaantalDto[];

  @ApiProperty({
    type: [WisaantalDto],
    description: 'Wat blijft tellen, zonder dat iemand weet van wie het was.',
  })
  anoniem!: WisaantalDto[];

  @ApiProperty({ type: [BlijftDto] })
  blijft!: BlijftDto[];

  @ApiProperty({ type: [AfmeldingDto], description: 'Waarvoor de persoon wordt of werd afgemeld.' })
  afgemeld!: AfmeldingDto[];

  @ApiProperty({ description: 'Of `afmelden: true` nodig is.' })
  afmeldenNodig!: boolean;
}

/** @param maanden that the name in the register is kept. */
export function wissingVan(wissing: Wissing, proef: boolean, maanden: number): WissingDto {
  const { persoonId, aantallen, doelwit } = wissing;
  const met = (afloop: 'weg' | 'anoniem') =>
    aantallen
      .filter((een) => een.afloop === afloop)
      .map(({ wat, aantal }) => ({ wat: plural(aantal, ...wat), aantal }));
  return {
    persoon: persoonId,
    proef,
    weg: [{ wat: zelfVan(doelwit.mensen[0]!), aantal: doelwit.mensen.length }, ...met('weg')],
    anoniem: met('anoniem'),
    blijft: blijftVan(wissing, maanden),
    afgemeld: doelwit.lopend.map(({ id, opleiding, cohort, status, dichtbij }) => ({
      aanmelding: id,
      opleiding,
      cohort,
      status,
      dichtbij,
    })),
    afmeldenNodig: doelwit.lopend.some(({ dichtbij }) => dichtbij),
  };
}
