import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, TextField, UuidField } from '../platform/web/fields.js';
import type { Werkplekvoorstel } from './werkplek.rules.js';

/** Where somebody works: a school, or else a bestuur, or else their own words. */
export class WerkplekDto {
  @TextField({
    max: 20,
    optional: true,
    omschrijving:
      'BRIN4 en twee cijfers, of de eigen code van een school zonder BRIN (X en vijf cijfers); leeg voor wie geen school heeft.',
  })
  vestigingscode?: string | null;

  @TextField({
    max: 40,
    optional: true,
    voorbeeld: '41400',
    omschrijving:
      'Id of nummer van het bestuur, voor wie er werkt zonder school. Naast een vestigingscode is het het bestuur van die school.',
  })
  bestuur?: string | null;

  @TextField({
    max: 200,
    optional: true,
    voorbeeld: 'Grafisch Lyceum Utrecht',
    omschrijving:
      'Waar iemand werkt van wie de school niet in de lijst staat, in eigen woorden. De academie zoekt uit welke school het is. Telt alleen zonder vestigingscode.',
  })
  organisatie?: string | null;
}

/** What somebody typed of where they work. */
export class WerkplekQuery {
  @TextField({
    optional: true,
    max: 100,
    omschrijving: 'Deel van een naam, straat, plaats, postcode of code.',
  })
  zoek?: string | null;

  @UuidField({ optional: true, omschrijving: 'Alleen scholen van dit bestuur.' })
  bestuur?: string | null;

  @ChoiceField(['school'], { optional: true, omschrijving: 'Alleen scholen, geen besturen.' })
  soort?: 'school';
}

class WerkplekvoorstelDto implements Werkplekvoorstel {
  @ApiProperty({
    description: 'Een vestigingscode, of `bestuur:` en het id van een bestuur.',
    example: '06OY00',
  })
  waarde!: string;

  @ApiProperty({ example: 'De Linde, Utrecht' })
  naam!: string;

  @ApiProperty({ description: 'Wat het onderscheidt: het bestuur van een school.' })
  bij!: string;
}

export class WerkplekvoorstellenDto {
  @ApiProperty({ type: [WerkplekvoorstelDto] })
  items!: WerkplekvoorstelDto[];
}
