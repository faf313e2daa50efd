import { IsOptional, Matches } from 'class-validator';
import {
  BooleanField,
  ChoiceField,
  DateField,
  EmailField,
  NumberField,
  TextField,
  UrlField,
} from '../../platform/web/fields.js';
import { ChoiceListField, TextListField } from '../../platform/web/list-fields.js';
import { CohortRegel, IsCode, Regels, ZijnDoelgroepen, ZijnVelden } from './catalogus-cohort.dto.js';
import { VESTIGINGSCODE } from '../../besturen/schoolnamen.rules.js';
import { type Sector, sectoren } from '../../besturen/standen.js';
import { OmvangDto } from '../../opleidingen/opleidingen.dto.js';
import { type Soort, soorten } from '../../opleidingen/opleidingen.rules.js';

const opleidingvelden = [
  'naam',
  'omschrijving',
  'doelgroepen',
  'sectoren',
  'niveau',
  'leerjaren',
  'duur',
  'studielastUren',
  'contacturen',
  'ects',
  'herregistratiepunten',
  'peCursuscode',
  'aanbieders',
  'kostenCent',
  'vergoedingPct',
  'vergoedingVoor',
  'bekostiging',
  'voorwaarden',
  'externUrl',
];

/** An opleiding as it stands in a catalogue file. */
export class OpleidingRegel extends OmvangDto {
  @IsCode()
  code!: string;

  @TextField()
  naam!: string;

  @ChoiceField(soorten)
  soort!: Soort;

  @TextField({ optional: true, max: 5000, regels: true })
  omschrijving?: string;

  @IsOptional()
  @ZijnDoelgroepen()
  doelgroepen?: string[];

  /** For which sectors; left out, it is for all of them. */
  @ChoiceListField(sectoren, { optional: true })
  sectoren?: Sector[];

  @TextField({ optional: true })
  niveau?: string;

  @NumberField({ optional: true, min: 1, max: 6 })
  leerjaren?: number;

  @TextField({ optional: true })
  duur?: string;

  @TextField({ optional: true })
  peCursuscode?: string;

  @TextField({ optional: true })
  officieleNaam?: string | null;

  @DateField({ optional: true })
  accreditatieVan?: string | null;

  @DateField({ optional: true })
  accreditatieTot?: string | null;

  @NumberField({ optional: 'niet-leeg', max: 100 })
  aanwezigheidsnormPct?: number;

  @BooleanField({ optional: 'niet-leeg' })
  peiling?: boolean;

  @TextListField({ optional: true })
  aanbieders?: string[];

  @NumberField({ optional: true, max: 100_000_000 })
  kostenCent?: number;

  @NumberField({ optional: true, max: 100 })
  vergoedingPct?: number;

  @TextField({ optional: true })
  vergoedingVoor?: string;

  @TextField({ optional: true })
  bekostiging?: string;

  @TextField({ optional: true, max: 2000, regels: true })
  voorwaarden?: string;

  @IsOptional()
  @IsCode()
  vervolgOp?: string;

  @UrlField({ optional: true })
  externUrl?: string;

  @BooleanField({ optional: true })
  gepubliceerd?: boolean;

  @TextField({ optional: true })
  bron?: string;

  @IsOptional()
  @ZijnVelden(opleidingvelden)
  voorbeeldvelden?: string[];
}

export class BestuurRegel {
  @TextField({ optional: true, max: 30 })
  code?: string;

  @IsOptional()
  @Matches(/^[0-9]{5}$/, { message: 'Een bestuursnummer is vijf cijfers tussen aanhalingstekens.' })
  nummer?: string;

  /** Of a bestuur of which only the number is known there is none. */
  @TextField({ optional: true })
  naam?: string;

  @TextListField({ optional: true })
  aliassen?: string[];

  @EmailField({ optional: true })
  email?: string;

  @BooleanField({ optional: true })
  vraagtAkkoord?: boolean;

  @BooleanField({ optional: true })
  voorbeeld?: boolean;

  @ChoiceField(sectoren, { optional: true })
  sector?: Sector;
}

export class SchoolRegel {
  @ChoiceField(sectoren, { optional: true })
  sector?: Sector;

  @Matches(VESTIGINGSCODE, {
    message:
      'Een vestigingscode is twee cijfers, twee hoofdletters en twee cijfers, bijvoorbeeld 06OY00, of een eigen code: een X en vijf cijfers.',
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

  @TextListField({ optional: true })
  aliassen?: string[];

  @ChoiceField(['hand', 'voorbeeld'], { optional: true })
  herkomst?: 'hand' | 'voorbeeld';
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
