import { ApiProperty } from '@nestjs/swagger';
import { BooleanField, ChoiceField, TextField, UuidField } from '../../platform/web/fields.js';
import { type Mededeling, type Mededelinggroep, mededelinggroepen } from './mededeling.entity.js';

export const LANGSTE_ONDERWERP = 150;
export const LANGSTE_TEKST = 2000;

/** A mail that a coördinator writes to a whole cohort. */
export class NieuweMededelingDto {
  @UuidField({
    optional: true,
    omschrijving: 'Je eigen kenmerk. Nog een keer met hetzelfde kenmerk verstuurt niets.',
  })
  id?: string;

  @TextField({ max: LANGSTE_ONDERWERP, voorbeeld: 'Andere ingang' })
  onderwerp!: string;

  @TextField({ max: LANGSTE_TEKST, regels: true, omschrijving: 'Gewone tekst; een webadres wordt een link.' })
  tekst!: string;

  @ChoiceField(mededelinggroepen, {
    omschrijving:
      'Wie een plaats heeft, wie wacht, of wie (niet) bij een bijeenkomst was. Wie het e-mailadres nog niet heeft bevestigd krijgt niets.',
  })
  aan!: Mededelinggroep;

  @UuidField({ optional: true, omschrijving: 'Verplicht bij aanwezig en afwezig.' })
  bijeenkomst?: string;

  @BooleanField({ optional: true, omschrijving: 'Ook aan de trainers van dit cohort.' })
  ookTrainers?: boolean;
}

/** A mededeling that was sent. */
export class MededelingDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty()
  onderwerp!: string;

  @ApiProperty()
  tekst!: string;

  @ApiProperty({ enum: [...mededelinggroepen] })
  aan!: Mededelinggroep;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  bijeenkomst!: string | null;

  @ApiProperty()
  ookTrainers!: boolean;

  @ApiProperty({ type: 'integer', description: 'Hoeveel mails er zijn geschreven.' })
  aantal!: number;

  @ApiProperty({ type: String, format: 'date-time' })
  gemaaktOp!: Date;
}

export function mededelingVan(mededeling: Mededeling): MededelingDto {
  const { id, onderwerp, tekst, aan, bijeenkomstId, ookTrainers, aantal, gemaaktOp } = mededeling;
  return { id, onderwerp, tekst, aan, bijeenkomst: bijeenkomstId, ookTrainers, aantal, gemaaktOp };
}

/** As many characters as a mail can bear beside what it has to say. */
export const LANGSTE_ALINEA = 1000;

export class AlineaDto {
  @TextField({ optional: true, regels: true, max: LANGSTE_ALINEA })
  tekst?: string | null;
}
