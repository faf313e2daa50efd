import { ValidateBy } from 'class-validator';
import { bevatLink } from './naam.rules.js';

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
