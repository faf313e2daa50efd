import { EmailField, TextField } from '../platform/web/fields.js';
import { GeenLink } from './naamveld.js';

/** What somebody fills in about themselves, whatever it is for. */
export class PersoonsgegevensDto {
  @GeenLink()
  @TextField({ max: 100, voorbeeld: 'Anna' })
  voornaam!: string;

  @GeenLink()
  @TextField({ max: 30, optional: true, voorbeeld: 'van den' })
  tussenvoegsel?: string | null;

  @GeenLink()
  @TextField({ max: 100, voorbeeld: 'Berg' })
  achternaam!: string;

  @EmailField({ voorbeeld: 'anna@school.example' })
  email!: string;

  @TextField({
    max: 10,
    optional: true,
    omschrijving: 'BRIN4 en twee cijfers; leeg voor wie geen school heeft.',
  })
  vestigingscode?: string | null;

  @TextField({ max: 100, voorbeeld: 'leraar' })
  functie!: string;

  @TextField({ max: 1000, regels: true, optional: true })
  opmerking?: string | null;
}
