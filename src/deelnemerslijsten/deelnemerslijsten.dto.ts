import { ApiProperty, OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { AanmeldingDto, standVan } from '../aanmeldingen/aanmeldingen.dto.js';
import { type Sector, sectoren } from '../besturen/standen.js';
import { dateOf } from '../platform/clock/dates.js';
import { ChoiceField, TextField, UuidField } from '../platform/web/fields.js';
import { ListOf, PagingQuery } from '../platform/web/paging.js';
import type { Deelnemer } from './deelnemerslijsten.queries.js';
import { formaten, type Formaat } from './formaten.rules.js';
import { type Aanmeldstatus, aanmeldstatussen } from '../aanmeldingen/standen.js';
import type { Filter } from './deelnemerslijsten.rules.js';

/** `status=a,b`, `status=a&status=b` and an empty choice of a form. */
const statuslijst = ({ value }: { value: unknown }): unknown => {
  const given = [value]
    .flat()
    .flatMap((item: unknown) => (typeof item === 'string' ? item.split(',').map((s) => s.trim()) : [item]))
    .filter((item) => item !== '' && item !== undefined);
  return given.length > 0 ? [...new Set(given)] : undefined;
};

export class LijstQuery extends PagingQuery implements Filter {
  @UuidField({ optional: true, omschrijving: 'Id van een cohort.' })
  cohort?: string | null;

  @TextField({ optional: true, max: 30, omschrijving: 'Code van een opleiding.', voorbeeld: 'LAS-1' })
  @Matches(/^[A-Z0-9][A-Z0-9-]*$/, { message: 'Dit is geen code van een opleiding.' })
  opleiding?: string | null;

  @TextField({ optional: true, max: 9, voorbeeld: '2026-2027' })
  @Matches(/^20\d\d-20\d\d$/, { message: 'Geef een schooljaar als 2026-2027.' })
  schooljaar?: string | null;

  @ChoiceField(sectoren, { optional: true, omschrijving: 'Van de school, of anders van het bestuur.' })
  sector?: Sector;

  @ApiProperty({
    enum: [...aanmeldstatussen],
    isArray: true,
    required: false,
    description: 'Een of meer, met komma’s ertussen of vaker gegeven.',
  })
  @IsOptional()
  @Transform(statuslijst)
  @IsIn([...aanmeldstatussen], { each: true, message: `Kies uit: ${aanmeldstatussen.join(', ')}.` })
  status?: Aanmeldstatus[];
}

export class DeelnemerslijstQuery extends LijstQuery {
  @ChoiceField(formaten, { optional: true, omschrijving: 'Voor een link, die geen Accept kan meesturen.' })
  formaat?: Formaat;
}

export class DeelnemerDto extends OmitType(AanmeldingDto, ['opmerking', 'reden'] as const) {
  @ApiProperty({ type: String, nullable: true, description: 'Vijf cijfers, als tekst.' })
  bestuursnummer!: string | null;

  @ApiProperty({ type: String, nullable: true })
  schooljaar!: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  eersteBijeenkomst!: string | null;
}

export class DeelnemerslijstDto extends ListOf(DeelnemerDto) {}

export function deelnemerVan(d: Deelnemer): DeelnemerDto {
  return {
    ...standVan(d),
    cohort: {
      id: d.cohortId,
      code: d.cohortCode,
      naam: d.cohort,
      opleiding: { code: d.opleidingCode, naam: d.opleiding },
    },
    voornaam: d.voornaam,
    tussenvoegsel: d.tussenvoegsel,
    achternaam: d.achternaam,
    email: d.email,
    functie: d.functie,
    vestigingscode: d.vestigingscode,
    school: d.school,
    bestuursnummer: d.bestuursnummer,
    bestuur: d.bestuur,
    schooljaar: d.schooljaar,
    eersteBijeenkomst: d.eerste && dateOf(d.eerste),
    externeReferentie: d.externeReferentie,
    aangemeldOp: d.aangemeldOp.toISOString(),
  };
}
