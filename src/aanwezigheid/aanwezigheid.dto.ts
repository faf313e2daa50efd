import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { BooleanField, UuidField } from '../platform/web/fields.js';
import { RecordListField } from '../platform/web/list-fields.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import { type Aanwezigheidsstand, aanwezigheidsstanden } from './aanwezigheid.entity.js';
import type { Aanwezige } from './aanwezigheid.queries.js';
import type { Vastlegging } from './aanwezigheid.service.js';

/** Refuses a row that says both: somebody who was there did not stay away. */
const NietBeide = (): PropertyDecorator =>
  ValidateBy({
    name: 'nietBeide',
    validator: {
      validate: (value: unknown, args?: ValidationArguments) =>
        !(value === true && (args?.object as AanwezigheidsrijDto | undefined)?.aanwezig === true),
      defaultMessage: () => 'Wie er was, is niet afgemeld. Laat dit weg, of zet aanwezig op false.',
    },
  });

class AanwezigheidsrijDto {
  @UuidField({ omschrijving: 'Id van de aanmelding.' })
  aanmelding!: string;

  @BooleanField()
  aanwezig!: boolean;

  @NietBeide()
  @BooleanField({ optional: true, omschrijving: 'Was er niet, en had dat gemeld. Mag ook vooraf.' })
  afgemeld?: boolean | null;
}

export class LegVastDto {
  @RecordListField(() => AanwezigheidsrijDto, { van: 'aanwezigen' })
  aanwezigheid!: AanwezigheidsrijDto[];
}

export const vastleggingVan = ({ aanmelding, aanwezig, afgemeld }: AanwezigheidsrijDto): Vastlegging => ({
  aanmelding,
  stand: aanwezig ? 'aanwezig' : afgemeld ? 'afgemeld' : 'afwezig',
});

export class InhalenDto {
  @UuidField({ omschrijving: 'Aanmelding in een ander cohort van dezelfde opleiding.' })
  aanmelding!: string;

  @UuidField({ omschrijving: 'De gemiste bijeenkomst van het eigen cohort.' })
  haaltIn!: string;
}

class AanwezigeDto {
  @ApiProperty({ format: 'uuid' })
  aanmelding!: string;

  @ApiProperty()
  naam!: string;

  @ApiProperty({ type: String, nullable: true })
  school!: string | null;

  @ApiProperty({ enum: [...aanwezigheidsstanden], nullable: true, description: 'null: nog niet vastgelegd.' })
  stand!: Aanwezigheidsstand | null;

  @ApiProperty({ type: Boolean, nullable: true, description: 'null: nog niet vastgelegd.' })
  aanwezig!: boolean | null;

  @ApiProperty({ description: 'false: kwam zonder plaats.' })
  metPlaats!: boolean;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Komt uit een ander cohort en haalt deze bijeenkomst in.',
  })
  haaltIn!: string | null;
}

export class AanwezigheidslijstDto {
  @ApiProperty({ type: [AanwezigeDto] })
  aanwezigheid!: AanwezigeDto[];
}

export const lijstVan = (aanwezigen: Aanwezige[]): AanwezigheidslijstDto => ({
  aanwezigheid: aanwezigen.map((a) => ({
    aanmelding: a.aanmeldingId,
    naam: volledigeNaam(a),
    school: a.school,
    stand: a.stand,
    aanwezig: a.stand && a.stand === 'aanwezig',
    metPlaats: a.metPlaats,
    haaltIn: a.haaltInId,
  })),
});

export class InloperDto {
  @UuidField()
  aanmelding!: string;
}

export class HaalInDto {
  @UuidField()
  haaltIn!: string;

  @UuidField()
  bijeenkomst!: string;
}
