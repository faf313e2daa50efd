import { ApiProperty } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import { addDays, dateOf } from '../platform/clock/dates.js';
import { ChoiceField, NumberField, TextField } from '../platform/web/fields.js';
import type { Evaluatieformulier } from './antwoorden.service.js';
import type { Formuliervraag } from './evaluatie.entity.js';
import { BEREIK, MAXIMUM_OPEN } from './vragenlijst.rules.js';

const standen = ['open', 'beantwoord', 'gesloten'] as const;

class KeuzeDto {
  @ApiProperty()
  code!: string;

  @ApiProperty()
  tekst!: string;
}

class VraagDto {
  @ApiProperty({ description: 'Onder deze naam stuur je het antwoord.', example: 'cijfer' })
  code!: string;

  @ApiProperty({ enum: ['cijfer', 'schaal', 'open', 'keuze'] })
  soort!: Formuliervraag['soort'];

  @ApiProperty()
  tekst!: string;

  @ApiProperty()
  verplicht!: boolean;

  @ApiProperty({ type: 'integer', required: false, description: 'Laagste getal, bij cijfer en schaal.' })
  van?: number;

  @ApiProperty({ type: 'integer', required: false, description: 'Hoogste getal, bij cijfer en schaal.' })
  tot?: number;

  @ApiProperty({ required: false, description: 'Wat het laagste getal betekent.' })
  laag?: string;

  @ApiProperty({ required: false, description: 'Wat het hoogste getal betekent.' })
  hoog?: string;

  @ApiProperty({ type: 'integer', required: false, description: 'Hoeveel tekens, bij open.' })
  maximum?: number;

  @ApiProperty({ type: [KeuzeDto], required: false, description: 'Een van deze codes, bij keuze.' })
  keuzes?: KeuzeDto[];
}

export class FormulierDto {
  @ApiProperty({ enum: ['evaluatie', 'nameting'] })
  soort!: string;

  @ApiProperty()
  opleiding!: string;

  @ApiProperty()
  cohort!: string;

  @ApiProperty({ enum: standen, description: 'Alleen een open formulier neemt een antwoord aan.' })
  stand!: (typeof standen)[number];

  @ApiProperty({ format: 'date', description: 'De laatste dag waarop antwoorden kan.' })
  totEnMet!: string;

  @ApiProperty({ type: [VraagDto] })
  vragen!: VraagDto[];
}

export class GeefAntwoordDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'integer' }, { type: 'string' }] },
    description:
      'Per code van een vraag een getal, een tekst of de code van een keuze. Wat ontbreekt, is overgeslagen.',
    example: { cijfer: 8, inhoud: 4, goed: 'Veel geoefend.' },
  })
  @IsObject({ message: 'Stuur een object met per vraag een antwoord.' })
  antwoorden!: Record<string, unknown>;
}

export class BeantwoordDto {
  @ApiProperty({ enum: ['beantwoord'] })
  stand!: 'beantwoord';
}

export function formulierVan({ sluitOp, vragen, ...rest }: Evaluatieformulier): FormulierDto {
  return { ...rest, totEnMet: addDays(dateOf(sluitOp), -1), vragen: vragen.map(vraagVan) };
}

function vraagVan(vraag: Formuliervraag): VraagDto {
  const kern = { ...vraag, verplicht: vraag.soort === 'cijfer' };
  if (vraag.soort === 'open') return { ...kern, maximum: MAXIMUM_OPEN };
  return vraag.soort === 'keuze' ? kern : { ...kern, ...BEREIK[vraag.soort] };
}

export class NieuweVraagDto {
  @ChoiceField(['schaal', 'open'], {
    omschrijving: 'Een stelling met een schaal van 1 tot 5, of een open vraag.',
  })
  soort!: 'schaal' | 'open';

  @TextField({ max: 200, voorbeeld: 'De opdrachten pasten bij mijn school.' })
  tekst!: string;
}

export class VerplaatsVraagDto {
  @NumberField({ min: 1, max: 5, omschrijving: 'De nieuwe plaats in de rij, vanaf 1.' })
  plaats!: number;
}

class EigenVraagDto extends NieuweVraagDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
}

export class EigenVragenDto {
  @ApiProperty({ type: [EigenVraagDto], description: 'In de volgorde waarin ze worden gesteld.' })
  vragen!: EigenVraagDto[];
}
