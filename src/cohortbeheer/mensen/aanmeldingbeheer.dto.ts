import { WerkplekDto } from '../../besturen/werkplek.dto.js';
import { ChoiceField, NumberField, TextField } from '../../platform/web/fields.js';
import { verplaatscodes, type Verplaatsreden } from '../../aanmeldingen/aanmeldingen.rules.js';

export class PositieDto {
  @NumberField({
    min: 1,
    max: 100_000,
    tekst: true,
    omschrijving: 'De plaats op de wachtlijst, 1 is de eerste.',
  })
  positie!: number;

  @ChoiceField(verplaatscodes, {
    optional: true,
    omschrijving: 'Waarom, voor wie het raakt: zij lezen het zonder namen. Zonder is het `anders`.',
  })
  redencode?: Verplaatsreden;

  @TextField({
    max: 500,
    regels: true,
    optional: true,
    omschrijving: 'Eigen woorden, alleen voor de geschiedenis. Nodig zonder `redencode`, en bij `anders`.',
  })
  reden?: string | null;
}

/** A field that is left out stays; where somebody works is one answer, in up to three fields. */
export class WijzigAanmeldingDto extends WerkplekDto {
  @TextField({ max: 100, optional: 'niet-leeg', voorbeeld: 'leraar' })
  functie?: string;

  @TextField({ max: 1000, regels: true, optional: true })
  opmerking?: string | null;
}
