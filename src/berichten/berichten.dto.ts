import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, TextField, UuidField } from '../platform/web/fields.js';
import { ListOf, PagingQuery } from '../platform/web/paging.js';
import { berichtstatussen, type Bericht, type Berichtstatus } from './bericht.entity.js';

/** What the outbox can be asked. */
export class BerichtenQuery extends PagingQuery {
  @UuidField({ optional: true, omschrijving: 'Alleen de berichten van deze aanmelding.' })
  aanmelding?: string;

  @UuidField({ optional: true, omschrijving: 'Alleen de berichten over dit cohort.' })
  cohort?: string;

  @ChoiceField(berichtstatussen, { optional: true })
  status?: Berichtstatus;

  @TextField({ optional: true, voorbeeld: 'aanmeldingen/geplaatst' })
  soort?: string;

  @TextField({ optional: true, omschrijving: 'Staat in het adres of het onderwerp.' })
  zoek?: string;
}

/** What the screen sends: the same, with the word for the status that people read. */
export class BerichtenPaginaQuery extends PagingQuery {
  @UuidField({ optional: true })
  aanmelding?: string;

  @UuidField({ optional: true })
  cohort?: string;

  @ChoiceField(berichtstatussen, { optional: true })
  staat?: Berichtstatus;

  @TextField({ optional: true })
  soort?: string;

  @TextField({ optional: true })
  zoek?: string;
}

const moment = { type: String, format: 'date-time' } as const;
const kenmerk = { type: String, format: 'uuid' } as const;

/** One outgoing mail as it was or will be sent. */
export class BerichtDto {
  @ApiProperty(kenmerk)
  id!: string;

  @ApiProperty({
    example: 'geplaatst:4b1c…',
    description: 'Wat dit bericht betekent; elke betekenis bestaat één keer.',
  })
  sleutel!: string;

  @ApiProperty({ example: 'aanmeldingen/geplaatst' })
  soort!: string;

  @ApiProperty()
  aan!: string;

  @ApiProperty()
  onderwerp!: string;

  @ApiProperty()
  html!: string;

  @ApiProperty()
  tekst!: string;

  @ApiProperty({ enum: [...berichtstatussen] })
  status!: Berichtstatus;

  @ApiProperty(moment)
  aangemaaktOp!: Date;

  @ApiProperty({ ...moment, description: 'Niet eerder dan dit moment.' })
  verzendenOp!: Date;

  @ApiProperty({ ...moment, nullable: true })
  verzondenOp!: Date | null;

  @ApiProperty({ ...moment, nullable: true, description: 'Na dit moment heeft het bericht geen zin meer.' })
  vervaltOp!: Date | null;

  @ApiProperty({ type: 'integer' })
  pogingen!: number;

  @ApiProperty({ type: String, nullable: true, description: 'Waarom het de laatste keer niet lukte.' })
  fout!: string | null;

  @ApiProperty({
    description: 'De mailserver kent het adres niet; verbeter het voordat je opnieuw verstuurt.',
  })
  adresGeweigerd!: boolean;

  @ApiProperty({ ...kenmerk, nullable: true })
  aanmelding!: string | null;

  @ApiProperty({ ...kenmerk, nullable: true })
  cohort!: string | null;

  @ApiProperty({ ...kenmerk, nullable: true })
  persoon!: string | null;
}

export class BerichtenLijst extends ListOf(BerichtDto) {}

export function toBerichtDto(bericht: Bericht): BerichtDto {
  const { id, sleutel, soort, aan, onderwerp, html, tekst, status } = bericht;
  const { aangemaaktOp, verzendenOp, verzondenOp, vervaltOp, pogingen, fout, adresGeweigerd } = bericht;
  return {
    ...{ id, sleutel, soort, aan, onderwerp, html, tekst, status },
    ...{ aangemaaktOp, verzendenOp, verzondenOp, vervaltOp, pogingen, fout, adresGeweigerd },
    aanmelding: bericht.aanmeldingId,
    cohort: bericht.cohortId,
    persoon: bericht.persoonId,
  };
}

/** All mail is stopped, or it goes. */
export class StilstandDto {
  @ApiProperty({ description: 'Of alle mail stilstaat.' })
  stil!: boolean;

  @ApiProperty({ ...moment, nullable: true, description: 'Sinds wanneer.' })
  op!: Date | null;

  @ApiProperty({ type: String, nullable: true })
  reden!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Hoeveel berichten er wachten.' })
  wachtend!: number | null;
}

export class NieuweStilstandDto {
  @TextField({
    max: 300,
    regels: true,
    omschrijving: 'Waarom; collega’s lezen dit.',
    voorbeeld: 'Verkeerde datum in de uitnodiging',
  })
  reden!: string;
}
