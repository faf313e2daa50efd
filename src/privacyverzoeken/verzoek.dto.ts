import { ChoiceField, TextField } from '../platform/web/fields.js';
import { verzoeksoorten, type Verzoeksoort } from './standen.js';

/** The form of a participant. */
export class VraagPrivacyDto {
  @ChoiceField(verzoeksoorten)
  soort!: Verzoeksoort;

  @TextField({ optional: true, max: 1000, regels: true })
  toelichting?: string | null;
}

/** The form with which staff refuses; the person reads the reason. */
export class WijsVerzoekAfDto {
  @TextField({ max: 500, regels: true })
  reden!: string;
}
