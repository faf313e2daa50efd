import { IsOptional } from 'class-validator';
import { OmvangDto } from '../../opleidingen/opleidingen.dto.js';
import { type Soort, soorten } from '../../opleidingen/opleidingen.rules.js';
import { BooleanField, ChoiceField, NumberField, TextField, UrlField } from '../../platform/web/fields.js';
import { TextListField } from '../../platform/web/list-fields.js';
import { IsCode, ZijnDoelgroepen, ZijnVelden } from './catalogus-velden.dto.js';

const opleidingvelden = [
  'naam',
  'omschrijving',
  'doelgroepen',
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

  @TextField({ optional: true })
  niveau?: string;

  @NumberField({ optional: true, min: 1, max: 6 })
  leerjaren?: number;

  @TextField({ optional: true })
  duur?: string;

  @TextField({ optional: true })
  peCursuscode?: string;

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
