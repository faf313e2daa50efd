import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, ValidateIf, ValidateNested } from 'class-validator';
import { BooleanField, NumberField, TextField, UuidField } from '../../platform/web/fields.js';

export class AfwijkingDto {
  @UuidField({ omschrijving: 'Id van een aanmelding met een plaats in dit cohort.' })
  aanmelding!: string;

  @BooleanField({ omschrijving: 'true: voltooid, false: niet voltooid.' })
  voltooid!: boolean;

  @TextField({ max: 500, regels: true, omschrijving: 'Waarom je afwijkt van het voorstel.' })
  reden!: string;
}

export class AfrondingDto {
  @ApiProperty({
    type: [AfwijkingDto],
    required: false,
    description: 'Wie een andere uitkomst krijgt dan uit de aanwezigheid volgt.',
  })
  @ValidateIf((_dto, value: unknown) => value !== undefined)
  @IsArray({ message: 'Geef een lijst van afwijkingen.' })
  @ArrayMaxSize(500, { message: 'Geef ten hoogste 500 afwijkingen.' })
  @ArrayUnique(({ aanmelding }: AfwijkingDto) => aanmelding, { message: 'Noem elke aanmelding één keer.' })
  @ValidateNested({ each: true })
  @Type(() => AfwijkingDto)
  afwijkingen?: AfwijkingDto[];

  @NumberField({
    optional: 'niet-leeg',
    omschrijving: 'De versie die je zag; wijkt die af, dan is het antwoord 409.',
  })
  versie?: number;
}
