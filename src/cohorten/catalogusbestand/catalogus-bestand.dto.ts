import { IsOptional, Matches } from 'class-validator';
import { BooleanField, DateField, EmailField, TextField } from '../../platform/web/fields.js';
import { TextListField } from '../../platform/web/list-fields.js';
import { CohortRegel } from './catalogus-cohort.dto.js';
import { OpleidingRegel } from './catalogus-opleiding.dto.js';
import { Regels } from './catalogus-velden.dto.js';

export class BestuurRegel {
  @TextField({ optional: true, max: 30 })
  code?: string;

  @IsOptional()
  @Matches(/^[0-9]{5}$/, { message: 'Een bestuursnummer is vijf cijfers tussen aanhalingstekens.' })
  nummer?: string;

  @TextField()
  naam!: string;

  @TextListField({ optional: true })
  aliassen?: string[];

  @EmailField({ optional: true })
  email?: string;

  @BooleanField({ optional: true })
  vraagtAkkoord?: boolean;

  @BooleanField({ optional: true })
  voorbeeld?: boolean;
}

export class SchoolRegel {
  @Matches(/^[0-9]{2}[A-Z]{2}[0-9]{2}$/, {
    message: 'Een vestigingscode is twee cijfers, twee hoofdletters en twee cijfers, bijvoorbeeld 06OY00.',
  })
  vestigingscode!: string;

  @TextField()
  naam!: string;

  @TextField({ optional: true })
  adres?: string;

  @TextField({ optional: true, max: 10 })
  postcode?: string;

  @TextField()
  plaats!: string;

  /** Number, code, name or alias. */
  @TextField({ optional: true })
  bestuur?: string;
}

export class VakantieRegel {
  @TextField()
  regio!: string;

  @TextField()
  naam!: string;

  @DateField()
  van!: string;

  @DateField()
  totEnMet!: string;
}

/** The shape of a catalogue file; docs/catalogus-bestand.md explains it to those who write one. */
export class Catalogusbestand {
  @Regels(() => BestuurRegel)
  besturen?: BestuurRegel[];

  @Regels(() => SchoolRegel)
  scholen?: SchoolRegel[];

  @Regels(() => VakantieRegel)
  vakanties?: VakantieRegel[];

  @Regels(() => OpleidingRegel)
  opleidingen?: OpleidingRegel[];

  @Regels(() => CohortRegel)
  cohorten?: CohortRegel[];
}
