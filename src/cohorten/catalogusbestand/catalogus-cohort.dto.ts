import { IsOptional, Matches } from 'class-validator';
import {
  BooleanField,
  ChoiceField,
  EmailField,
  NumberField,
  TextField,
  UrlField,
} from '../../platform/web/fields.js';
import { veldenMet } from '../cohortvelden.rules.js';
import { type Cohortstatus, cohortstatussen } from '../standen.js';
import { type Dag, IsCode, IsDag, IsTijd, Regels, ZijnVelden } from './catalogus-velden.dto.js';

/** Of these a file may say that the value is only an example. */
const metVoorbeeld = [
  ...veldenMet('bestand', 'met-voorbeeld'),
  'annuleringsreden',
  'certificeringOp',
  'certificeringLocatie',
  'bijeenkomsten',
];

export class BijeenkomstRegel {
  @IsDag()
  op!: Dag;

  @IsTijd()
  van!: string;

  @IsTijd()
  tot!: string;

  /** More than one makes a series. */
  @NumberField({ optional: true, min: 1, max: 60 })
  aantal?: number;

  @NumberField({ optional: true, min: 1, max: 366 })
  elkeDagen?: number;

  @TextField({ optional: true })
  locatie?: string;

  @UrlField({ optional: true })
  link?: string;

  @TextField({ optional: true })
  onderwerp?: string;

  @NumberField({ optional: true, min: 1, max: 6 })
  leerjaar?: number;

  /** Mail address of a gebruiker who is a trainer. */
  @EmailField({ optional: true })
  trainer?: string;
}

export const tellingsoorten = ['deelnemers', 'gecertificeerd', 'door-naar-vervolg'] as const;

export class TellingRegel {
  @ChoiceField(tellingsoorten)
  soort!: (typeof tellingsoorten)[number];

  @NumberField({ optional: true, min: 1, max: 6 })
  leerjaar?: number;

  /** `null` is unknown, never 0. */
  @NumberField({ optional: true, max: 100_000 })
  aantal?: number | null;
}

/** A cohort as it stands in a catalogue file. */
export class CohortRegel {
  @IsCode()
  code!: string;

  @IsCode()
  opleiding!: string;

  @TextField()
  naam!: string;

  @IsOptional()
  @Matches(/^20[0-9]{2}-20[0-9]{2}$/, { message: 'Geef een schooljaar als 2026-2027.' })
  schooljaar?: string;

  @ChoiceField(cohortstatussen)
  status!: Cohortstatus;

  @NumberField({ optional: true, max: 100_000 })
  capaciteit?: number;

  @NumberField({ optional: true, max: 100_000 })
  minimum?: number;

  @IsOptional()
  @IsDag()
  goNoGoOp?: Dag;

  @IsOptional()
  @IsDag()
  aanmeldenVanaf?: Dag;

  @IsOptional()
  @IsDag()
  aanmeldenVoor?: Dag;

  @TextField({ optional: true })
  locatie?: string;

  @TextField({ optional: true })
  financiering?: string;

  @TextField({ optional: true, max: 1000 })
  annuleringsreden?: string;

  @IsOptional()
  @IsDag()
  geannuleerdOp?: Dag;

  @IsOptional()
  @IsDag()
  certificeringOp?: Dag;

  @TextField({ optional: true })
  certificeringLocatie?: string;

  @TextField({ optional: true, max: 2000, regels: true })
  toelichting?: string;

  @TextField({ optional: true })
  bron?: string;

  /** Only the announcement is known, not whether it took place. */
  @BooleanField({ optional: true })
  alleenAangekondigd?: boolean;

  @IsOptional()
  @ZijnVelden(metVoorbeeld)
  voorbeeldvelden?: string[];

  @Regels(() => BijeenkomstRegel)
  bijeenkomsten?: BijeenkomstRegel[];

  @Regels(() => TellingRegel)
  tellingen?: TellingRegel[];
}
