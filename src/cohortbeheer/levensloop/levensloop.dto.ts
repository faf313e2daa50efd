import {
  BooleanField,
  ChoiceField,
  DateField,
  NumberField,
  TextField,
  UuidField,
} from '../../platform/web/fields.js';
import { RecordListField } from '../../platform/web/list-fields.js';
import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, ValidateIf } from 'class-validator';

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

const besluiten = ['go', 'no-go', 'later'] as const;
type Besluit = (typeof besluiten)[number];

export class BesluitDto {
  @ChoiceField(besluiten, {
    omschrijving: 'go: gaat door. no-go: gaat niet door. later: op een nieuwe datum.',
  })
  besluit!: Besluit;

  @TextField({ max: 500, regels: true, omschrijving: 'Waarom. Bij no-go staat dit als reden in de mail.' })
  toelichting!: string;

  @ApiProperty({ required: false })
  @IsNotEmpty({ message: 'Vul in wanneer je opnieuw beslist.' })
  @ValidateIf(({ besluit }: BesluitDto, value: unknown) => besluit === 'later' || value !== undefined)
  @DateField({ omschrijving: 'Verplicht bij later: na vandaag en voor de eerste bijeenkomst.' })
  nieuweDatum?: string;

  @NumberField({
    optional: 'niet-leeg',
    omschrijving: 'De versie die je zag; wijkt die af, dan is het antwoord 409.',
  })
  versie?: number;
}
