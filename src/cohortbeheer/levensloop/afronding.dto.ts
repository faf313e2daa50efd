import { BooleanField, NumberField, TextField, UuidField } from '../../platform/web/fields.js';
import { RecordListField } from '../../platform/web/list-fields.js';

export class AfwijkingDto {
  @UuidField({ omschrijving: 'Id van een aanmelding met een plaats in dit cohort.' })
  aanmelding!: string;

  @BooleanField({ omschrijving: 'true: voltooid, false: niet voltooid.' })
  voltooid!: boolean;

  @TextField({ max: 500, regels: true, omschrijving: 'Waarom je afwijkt van het voorstel.' })
  reden!: string;
}

export class AfrondingDto {
  @RecordListField(() => AfwijkingDto, {
    optional: 'niet-leeg',
    van: 'afwijkingen',
    aantal: 500,
    uniek: { waarop: ({ aanmelding }) => aanmelding, zin: 'Noem elke aanmelding één keer.' },
    omschrijving: 'Wie een andere uitkomst krijgt dan uit de aanwezigheid volgt.',
  })
  afwijkingen?: AfwijkingDto[];

  @NumberField({
    optional: 'niet-leeg',
    omschrijving: 'De versie die je zag; wijkt die af, dan is het antwoord 409.',
  })
  versie?: number;
}
