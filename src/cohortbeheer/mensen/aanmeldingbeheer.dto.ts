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

/** A field that is left out stays; a school of null is no school. */
export class WijzigAanmeldingDto {
  @TextField({
    max: 20,
    optional: true,
    omschrijving: 'BRIN4 en twee cijfers; null voor wie geen school heeft.',
  })
  vestigingscode?: string | null;

  @TextField({ max: 100, optional: 'niet-leeg', voorbeeld: 'leraar' })
  functie?: string;

  @TextField({ max: 1000, regels: true, optional: true })
  opmerking?: string | null;
}
