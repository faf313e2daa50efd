import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, EmailField, TextField, UuidField } from '../platform/web/fields.js';
import { ListOf, PagingQuery } from '../platform/web/paging.js';
import { type Sector, sectoren } from '../besturen/standen.js';
import { OpleidingsnaamDto } from '../cohorten/cohorten.dto.js';
import type { PersoonInLijst } from '../personen/personen.queries.js';
import type { Persoon } from '../toegang/persoon.entity.js';
import { geschiedenisVan } from '../audit/geschiedenis.rules.js';
import type { AanmeldingVanPersoon, BelangstellingVanPersoon, Tijdlijnregel } from './levensloop.queries.js';
import { type Aanmeldstatus, aanmeldstatussen } from '../aanmeldingen/standen.js';
import { GeenLink } from '../personen/persoonsgegevens.dto.js';

export class PersonenQuery extends PagingQuery {
  @TextField({ optional: true, omschrijving: 'De eerste letters van woorden uit naam of e-mailadres.' })
  zoek?: string | null;

  @ChoiceField(sectoren, {
    optional: true,
    omschrijving: 'Met een aanmelding voor een school, of anders een bestuur, van deze sector.',
  })
  sector?: Sector;
}

/** A field that is left out stays as it is. */
export class WijzigPersoonDto {
  @GeenLink()
  @TextField({ max: 100, optional: 'niet-leeg', voorbeeld: 'Anna' })
  voornaam?: string;

  @GeenLink()
  @TextField({ max: 30, optional: true, voorbeeld: 'van den' })
  tussenvoegsel?: string | null;

  @GeenLink()
  @TextField({ max: 100, optional: 'niet-leeg', voorbeeld: 'Berg' })
  achternaam?: string;

  @EmailField({ optional: 'niet-leeg', voorbeeld: 'anna@school.example' })
  email?: string;
}

export class PersoonSamenvoegingDto {
  @UuidField({ omschrijving: 'De persoon die in deze opgaat; wat bij die persoon hoort komt hierheen.' })
  met!: string;
}

const moment = { type: String, format: 'date-time' } as const;
const misschien = { type: String, nullable: true } as const;

export class PersoonInLijstDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty()
  voornaam!: string;

  @ApiProperty(misschien)
  tussenvoegsel!: string | null;

  @ApiProperty()
  achternaam!: string;

  @ApiProperty()
  email!: string;

  @ApiProperty({ type: 'integer', description: 'Hoeveel aanmeldingen, wat er ook van geworden is.' })
  aanmeldingen!: number;
}

export class PersonenlijstDto extends ListOf(PersoonInLijstDto) {}

class CohortVanPersoonDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty()
  code!: string;

  @ApiProperty()
  naam!: string;

  @ApiProperty(misschien)
  schooljaar!: string | null;
}

/** Of the bijeenkomsten so far. */
class AanwezigheidVanPersoonDto {
  @ApiProperty({ type: 'integer' })
  geweest!: number;

  @ApiProperty({ type: 'integer' })
  aanwezig!: number;

  @ApiProperty({ type: 'integer' })
  afgemeld!: number;

  @ApiProperty({ type: 'integer' })
  afwezig!: number;
}

class AanmeldingVanPersoonDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: [...aanmeldstatussen] })
  status!: Aanmeldstatus;

  @ApiProperty({ type: 'integer', nullable: true })
  wachtlijstpositie!: number | null;

  @ApiProperty({ type: CohortVanPersoonDto })
  cohort!: CohortVanPersoonDto;

  @ApiProperty({ type: OpleidingsnaamDto })
  opleiding!: OpleidingsnaamDto;

  @ApiProperty(misschien)
  school!: string | null;

  @ApiProperty(misschien)
  bestuur!: string | null;

  @ApiProperty()
  functie!: string;

  @ApiProperty(moment)
  aangemeldOp!: string;

  @ApiProperty({ type: AanwezigheidVanPersoonDto })
  aanwezigheid!: AanwezigheidVanPersoonDto;
}

class BelangstellingVanPersoonDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty()
  opleiding!: string;

  @ApiProperty(misschien)
  cohort!: string | null;

  @ApiProperty(moment)
  aangemaaktOp!: string;

  @ApiProperty({ ...moment, nullable: true })
  ingetrokkenOp!: string | null;

  @ApiProperty({ ...moment, nullable: true })
  gemeldOp!: string | null;
}

export class PersoonDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty()
  voornaam!: string;

  @ApiProperty(misschien)
  tussenvoegsel!: string | null;

  @ApiProperty()
  achternaam!: string;

  @ApiProperty()
  email!: string;

  @ApiProperty({ ...moment, nullable: true })
  emailBevestigdOp!: string | null;

  @ApiProperty({ ...moment, nullable: true, description: 'Sinds wanneer mail naar dit adres niet aankomt.' })
  emailOnbestelbaarOp!: string | null;

  @ApiProperty({ ...misschien, format: 'uuid', description: 'In wie deze persoon is opgegaan.' })
  samengevoegdMet!: string | null;

  @ApiProperty({ type: [AanmeldingVanPersoonDto] })
  aanmeldingen!: AanmeldingVanPersoonDto[];

  @ApiProperty({ type: [BelangstellingVanPersoonDto] })
  belangstelling!: BelangstellingVanPersoonDto[];
}

export class HerverzendingDto {
  @ApiProperty({ type: 'integer', description: 'Hoeveel mislukte mails opnieuw klaarstaan.' })
  aantal!: number;
}

export class TijdlijnregelDto {
  @ApiProperty({ enum: ['bericht', 'gebeurtenis'] })
  soort!: 'bericht' | 'gebeurtenis';

  @ApiProperty(moment)
  op!: string;

  @ApiProperty({ description: 'Onderwerp van de mail, of wat er gebeurde.' })
  tekst!: string;

  @ApiProperty({ ...misschien, description: 'Van een mail: wacht, verzonden, mislukt en verder.' })
  status!: string | null;

  @ApiProperty({ ...misschien, format: 'uuid' })
  bericht!: string | null;

  @ApiProperty({ ...moment, nullable: true })
  verzondenOp!: string | null;

  @ApiProperty(misschien)
  opleiding!: string | null;
}

export class TijdlijnDto extends ListOf(TijdlijnregelDto) {}

export const inLijst = ({ laatste: _laatste, ...persoon }: PersoonInLijst): PersoonInLijstDto => persoon;

export function persoonVan(
  p: Persoon,
  aanmeldingen: AanmeldingVanPersoon[],
  belangstelling: BelangstellingVanPersoon[],
): PersoonDto {
  return {
    id: p.id,
    voornaam: p.voornaam,
    tussenvoegsel: p.tussenvoegsel,
    achternaam: p.achternaam,
    email: p.email,
    emailBevestigdOp: p.emailBevestigdOp?.toISOString() ?? null,
    emailOnbestelbaarOp: p.onbestelbaarOp?.toISOString() ?? null,
    samengevoegdMet: p.samengevoegdMetId,
    aanmeldingen: aanmeldingen.map(aanmeldingVan),
    belangstelling: belangstelling.map((b) => ({
      id: b.id,
      opleiding: b.opleiding,
      cohort: b.cohort,
      aangemaaktOp: b.aangemaaktOp.toISOString(),
      ingetrokkenOp: b.ingetrokkenOp?.toISOString() ?? null,
      gemeldOp: b.gemeldOp?.toISOString() ?? null,
    })),
  };
}

const aanmeldingVan = (a: AanmeldingVanPersoon): AanmeldingVanPersoonDto => ({
  id: a.id,
  status: a.status,
  wachtlijstpositie: a.wachtlijstpositie,
  cohort: { id: a.cohortId, code: a.cohortCode, naam: a.cohort, schooljaar: a.schooljaar },
  opleiding: { code: a.opleidingCode, naam: a.opleiding },
  school: a.school,
  bestuur: a.bestuur,
  functie: a.functie,
  aangemeldOp: a.aangemeldOp.toISOString(),
  aanwezigheid: { geweest: a.geweest, aanwezig: a.aanwezig, afgemeld: a.afgemeld, afwezig: a.afwezig },
});

/** An event in words, or null for a mail. */
export function gebeurtenisVan({ op, code, gegevens, wieSoort, wie }: Tijdlijnregel) {
  if (!code) return null;
  return geschiedenisVan([{ op, code, gegevens: gegevens ?? {}, wieSoort: wieSoort ?? '', wie }])[0]!;
}

export const tijdlijnregelVan = (regel: Tijdlijnregel): TijdlijnregelDto => ({
  soort: regel.soort,
  op: regel.op.toISOString(),
  tekst: gebeurtenisVan(regel)?.tekst ?? regel.onderwerp ?? '',
  status: regel.status,
  bericht: regel.berichtId,
  verzondenOp: regel.verzondenOp?.toISOString() ?? null,
  opleiding: regel.opleiding,
});
