import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, ValidateIf } from 'class-validator';
import { ChoiceField, DateField, NumberField, TextField } from '../../platform/web/fields.js';

export const besluiten = ['go', 'no-go', 'later'] as const;
export type Besluit = (typeof besluiten)[number];

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
