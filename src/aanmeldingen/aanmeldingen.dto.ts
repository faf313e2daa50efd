import { ApiProperty } from '@nestjs/swagger';
import { OpleidingsnaamDto } from '../cohorten/cohorten.dto.js';
import { PersoonsgegevensDto } from '../personen/persoonsgegevens.dto.js';
import { BooleanField, TextField, UuidField } from '../platform/web/fields.js';
import { ListOf } from '../platform/web/paging.js';
import type { AanmeldingBeeld } from './aanmeldingen.queries.js';
import { type Aanmeldstatus, aanmeldstatussen, type Wachtreden, wachtredenen } from './standen.js';

export class MeldAanDto extends PersoonsgegevensDto {
  @TextField({
    max: 100,
    optional: true,
    omschrijving:
      'Eigen kenmerk van het systeem dat aanmeldt. Het hoort bij het bestuur (of de academie), niet bij een sleutel: dezelfde waarde geeft hetzelfde record zolang die aanmelding loopt.',
  })
  externeReferentie?: string | null;

  @BooleanField({
    optional: true,
    tekst: true,
    omschrijving:
      'Na `naam-anders`, voor sleutels en de academie: het is toch deze persoon. De naam die wij kennen blijft.',
  })
  bevestigNaam?: boolean | null;
}

/** How someone without a log-in shows that an aanmelding is theirs. */
export class MetLinkDto {
  @TextField({
    max: 64,
    optional: true,
    omschrijving: 'Het token uit de link in de mail, voor wie niet is ingelogd.',
  })
  token?: string;
}

export class AnnuleringDto extends MetLinkDto {
  @TextField({ max: 500, regels: true, optional: true })
  reden?: string | null;
}

export class AfwijzingDto {
  @TextField({ max: 500, regels: true })
  reden!: string;
}

export class OverzettingDto extends MetLinkDto {
  @UuidField({ omschrijving: 'Id van het andere cohort. Een deelnemer kiest alleen uit wat is voorgesteld.' })
  cohort!: string;

  @TextField({
    max: 500,
    regels: true,
    optional: true,
    omschrijving:
      'Hoe de deelnemer akkoord gaf, voor de academie die overzet; blijft in de geschiedenis staan.',
  })
  toelichting?: string | null;
}

/** A cohort that is proposed to somebody, or that they do not want. */
export class OverzetvoorstelDto extends MetLinkDto {
  @UuidField({ omschrijving: 'Id van het andere cohort.' })
  cohort!: string;
}

/** Where an aanmelding stands. */
export class StandDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: [...aanmeldstatussen] })
  status!: Aanmeldstatus;

  @ApiProperty({ enum: [...wachtredenen], isArray: true })
  wachtOp!: Wachtreden[];

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  vervaltOp!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Plaats in de wachtlijst, vanaf 1 zonder gaten.',
  })
  wachtlijstpositie!: number | null;
}

class CohortVanAanmeldingDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  code!: string;

  @ApiProperty()
  naam!: string;

  @ApiProperty({ type: OpleidingsnaamDto })
  opleiding!: OpleidingsnaamDto;
}

export class AanmeldingDto extends StandDto {
  @ApiProperty({ type: CohortVanAanmeldingDto })
  cohort!: CohortVanAanmeldingDto;

  @ApiProperty()
  voornaam!: string;

  @ApiProperty({ type: String, nullable: true })
  tussenvoegsel!: string | null;

  @ApiProperty()
  achternaam!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Niet voor trainers.' })
  email!: string | null;

  @ApiProperty({ type: String, nullable: true })
  school!: string | null;

  @ApiProperty({ type: String, nullable: true })
  vestigingscode!: string | null;

  @ApiProperty({ type: String, nullable: true })
  bestuur!: string | null;

  @ApiProperty()
  functie!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Niet voor trainers en besturen.' })
  opmerking!: string | null;

  @ApiProperty({ type: String, nullable: true })
  externeReferentie!: string | null;

  @ApiProperty({ type: String, format: 'date-time' })
  aangemeldOp!: string;

  @ApiProperty({ type: String, nullable: true })
  reden!: string | null;
}

export class AanmeldingenlijstDto extends ListOf(AanmeldingDto) {}

export const standVan = (a: Pick<AanmeldingBeeld, keyof StandDto>): StandDto => ({
  id: a.id,
  status: a.status,
  wachtOp: a.wachtOp,
  vervaltOp: a.vervaltOp?.toISOString() ?? null,
  wachtlijstpositie: a.wachtlijstpositie,
});

/** @param voor a trainer sees names and school only; a bestuur no remark meant for the academie. */
export function aanmeldingVan(a: AanmeldingBeeld, voor: 'alles' | 'bestuur' | 'trainer'): AanmeldingDto {
  const trainer = voor === 'trainer';
  return {
    ...standVan(a),
    cohort: {
      id: a.cohortId,
      code: a.cohortCode,
      naam: a.cohort,
      opleiding: { code: a.opleidingCode, naam: a.opleiding },
    },
    voornaam: a.voornaam,
    tussenvoegsel: a.tussenvoegsel,
    achternaam: a.achternaam,
    email: trainer ? null : a.email,
    school: a.school,
    vestigingscode: a.vestigingscode,
    bestuur: a.bestuur,
    functie: a.functie,
    opmerking: voor === 'alles' ? a.opmerking : null,
    externeReferentie: trainer ? null : a.externeReferentie,
    aangemeldOp: a.aangemeldOp.toISOString(),
    reden: trainer ? null : a.reden,
  };
}
