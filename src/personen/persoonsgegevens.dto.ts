import { ValidateBy, type ValidationArguments } from 'class-validator';
import { WerkplekDto } from '../besturen/werkplek.dto.js';
import { EmailField, TextField } from '../platform/web/fields.js';
import { zonderLetter } from './personen.errors.js';
import { bevatLink, heeftLetter } from './personen.rules.js';

const melding = 'Een webadres of e-mailadres is geen naam. Staat er een punt in? Zet er een spatie achter.';

/** On each part of the name of somebody: it is read in our mail, where a link would be a trap. */
export const GeenLink = (): PropertyDecorator =>
  ValidateBy({
    name: 'geenLink',
    validator: {
      validate: (naam: unknown) => typeof naam !== 'string' || !bevatLink(naam),
      defaultMessage: () => melding,
    },
  });

/** On the last name: of two names that are there, one holds a letter. */
const SamenEenLetter = (): PropertyDecorator =>
  ValidateBy({
    name: 'samenEenLetter',
    validator: {
      validate: (achternaam: unknown, args?: ValidationArguments) => {
        const { voornaam } = (args?.object ?? {}) as { voornaam?: unknown };
        if (typeof voornaam !== 'string' || typeof achternaam !== 'string') return true;
        return heeftLetter(voornaam, achternaam);
      },
      defaultMessage: () => zonderLetter,
    },
  });

/** The fields that somebody fills in about themselves, whatever it is for. */
export class PersoonsgegevensDto extends WerkplekDto {
  @GeenLink()
  @TextField({ max: 100, voorbeeld: 'Anna' })
  voornaam!: string;

  @GeenLink()
  @TextField({ max: 30, optional: true, voorbeeld: 'van den' })
  tussenvoegsel?: string | null;

  @GeenLink()
  @SamenEenLetter()
  @TextField({ max: 100, voorbeeld: 'Berg' })
  achternaam!: string;

  @EmailField({ voorbeeld: 'anna@school.example' })
  email!: string;

  @TextField({ max: 100, voorbeeld: 'leraar' })
  functie!: string;

  @TextField({ max: 1000, regels: true, optional: true })
  opmerking?: string | null;
}
