import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, TextField } from '../../platform/web/fields.js';
import { ListOf, PagingQuery } from '../../platform/web/paging.js';
import type { Evaluatieuitkomst, Vraaguitkomst } from './cijfers.rules.js';
import type { Cohortdeel, Uitkomstregel } from './uitkomst.service.js';

const TE_WEINIG = 'null als minder dan 5 mensen antwoordden.';
const soorten = ['cijfer', 'schaal', 'open', 'keuze'] as const;

export class EvaluatiesQuery extends PagingQuery {
  @TextField({ optional: true, omschrijving: 'Code van de opleiding.' })
  opleiding?: string;

  @TextField({ optional: true, omschrijving: 'Naam van de aanbieder.' })
  aanbieder?: string;

  @TextField({ optional: true, voorbeeld: '2026-2027' })
  schooljaar?: string;

  @ChoiceField(['opleiding', 'aanbieder', 'schooljaar', 'cohort'], {
    optional: true,
    omschrijving: 'Wat er naast elkaar staat; `cohort` alleen met een opleiding. Zonder: opleiding.',
  })
  per?: 'opleiding' | 'aanbieder' | 'schooljaar' | 'cohort';
}

class WaardeDto {
  @ApiProperty()
  waarde!: string;

  @ApiProperty()
  tekst!: string;

  @ApiProperty({ type: 'integer' })
  aantal!: number;
}

class VraaguitkomstDto {
  @ApiProperty()
  code!: string;

  @ApiProperty({ enum: soorten })
  soort!: Vraaguitkomst['soort'];

  @ApiProperty()
  tekst!: string;

  @ApiProperty({ type: 'integer', nullable: true, description: TE_WEINIG })
  antwoorden!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  gemiddelde!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  mediaan!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Standaardafwijking.' })
  spreiding!: number | null;

  @ApiProperty({ type: [WaardeDto] })
  verdeling!: WaardeDto[];
}

class UitkomstDto {
  @ApiProperty({ type: 'integer' })
  uitgenodigd!: number;

  @ApiProperty({ type: 'integer' })
  antwoorden!: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Procent van de uitgenodigden.' })
  respons!: number | null;

  @ApiProperty({
    type: 'integer',
    description: 'Antwoorden in groepen die te klein zijn; ze tellen nergens mee.',
  })
  nietMeegeteld!: number;

  @ApiProperty({ type: [VraaguitkomstDto] })
  vragen!: VraaguitkomstDto[];
}

class CohortevaluatieDto {
  @ApiProperty({ enum: ['niet-gepland', 'gepland', 'open', 'gesloten'] })
  stand!: Cohortdeel['stand'];

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Wanneer het gevraagd wordt.',
  })
  gepland!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  sluitOp!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  geslotenOp!: string | null;

  @ApiProperty({ type: 'integer' })
  uitgenodigd!: number;

  @ApiProperty({ type: 'integer' })
  beantwoord!: number;

  @ApiProperty({
    type: UitkomstDto,
    nullable: true,
    description: 'null zolang het open is, en bij minder dan 5 antwoorden.',
  })
  uitkomst!: UitkomstDto | null;
}

export class CohortuitkomstDto {
  @ApiProperty({ type: CohortevaluatieDto })
  evaluatie!: CohortevaluatieDto;

  @ApiProperty({ type: CohortevaluatieDto })
  nameting!: CohortevaluatieDto;
}

class EvaluatieregelDto {
  @ApiProperty({ description: 'Naam van de opleiding, de aanbieder, het schooljaar of het cohort.' })
  naam!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Code van de opleiding, of id van het cohort.' })
  kenmerk!: string | null;

  @ApiProperty({ type: 'integer' })
  uitgenodigd!: number;

  @ApiProperty({ type: 'integer' })
  antwoorden!: number;

  @ApiProperty({ type: 'integer', nullable: true })
  respons!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: `Gemiddelde. ${TE_WEINIG}` })
  cijfer!: number | null;

  @ApiProperty({
    type: [Number],
    nullable: true,
    description: 'Waartussen het gemiddelde met 95% zekerheid ligt.',
  })
  cijferTussen!: number[] | null;

  @ApiProperty({ type: Number, nullable: true })
  spreiding!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  inhoud!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  trainer!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  toepasbaar!: number | null;

  @ApiProperty({ type: Number, nullable: true })
  organisatie!: number | null;

  @ApiProperty({ type: 'integer' })
  nietMeegeteld!: number;
}

export class EvaluatiesLijst extends ListOf(EvaluatieregelDto) {
  @ApiProperty({ type: UitkomstDto })
  evaluatie!: UitkomstDto;

  @ApiProperty({ type: UitkomstDto })
  nameting!: UitkomstDto;
}

const rond = (n: number | undefined | null): number | null =>
  typeof n === 'number' ? Math.round(n * 100) / 100 : null;

export const uitkomstDto = (u: Evaluatieuitkomst): UitkomstDto => ({
  uitgenodigd: u.uitgenodigd,
  antwoorden: u.antwoorden,
  respons: u.respons,
  nietMeegeteld: u.weggelaten.antwoorden,
  vragen: u.vragen.map(({ code, soort, tekst, antwoorden, maten, verdeling }) => ({
    code,
    soort,
    tekst,
    antwoorden,
    gemiddelde: rond(maten?.gemiddelde),
    mediaan: rond(maten?.mediaan),
    spreiding: rond(maten?.spreiding),
    verdeling: verdeling.map(({ waarde, tekst: keuze, aantal }) => ({ waarde, tekst: keuze, aantal })),
  })),
});

export const cohortevaluatieDto = (deel: Cohortdeel): CohortevaluatieDto => ({
  stand: deel.stand,
  gepland: deel.gepland?.toISOString() ?? null,
  sluitOp: deel.sluitOp?.toISOString() ?? null,
  geslotenOp: deel.geslotenOp?.toISOString() ?? null,
  uitgenodigd: deel.uitgenodigd,
  beantwoord: deel.beantwoord,
  uitkomst: deel.uitkomst && uitkomstDto(deel.uitkomst),
});

export const regelDto = (regel: Uitkomstregel): EvaluatieregelDto => ({
  naam: regel.naam,
  kenmerk: regel.code ?? regel.cohortId ?? null,
  uitgenodigd: regel.uitgenodigd,
  antwoorden: regel.antwoorden,
  respons: regel.respons,
  cijfer: rond(regel.cijfer?.gemiddelde),
  cijferTussen: regel.cijfer ? [rond(regel.cijfer.van)!, rond(regel.cijfer.tot)!] : null,
  spreiding: rond(regel.cijfer?.spreiding),
  inhoud: rond(regel.schalen.inhoud),
  trainer: rond(regel.schalen.trainer),
  toepasbaar: rond(regel.schalen.toepasbaar),
  organisatie: rond(regel.schalen.organisatie),
  nietMeegeteld: regel.weggelaten,
});
