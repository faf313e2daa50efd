import { DomainError, InputError } from '../platform/errors/domain-error.js';

export const adreslinkWerktNiet = () =>
  new DomainError(
    'niet-gevonden',
    'adreslink-werkt-niet',
    'Deze link werkt niet meer. Misschien is hij te oud, of hoort hij bij iemand anders. Vraag bij Mijn gegevens een nieuwe.',
  );

export const isHetAdres = () =>
  new InputError([{ veld: 'email', melding: 'Dit is het adres dat we al van je hebben.' }]);

/** Who reads this proved to own both mailboxes; that there is a second record may be told, and not what is in it. */
export const adresHeeftEigenGegevens = () =>
  new DomainError(
    'conflict',
    'adres-heeft-eigen-gegevens',
    'Bij dit adres hebben we al andere gegevens. Vraag de academie om ze bij elkaar te zetten.',
  );

export const aanmeldingVoorbij = () =>
  new DomainError(
    'conflict',
    'aanmelding-voorbij',
    'Deze aanmelding is afgelopen. Klopt er iets niet? Vraag het de academie.',
  );

/** The akkoord, the lists and the places of a bestuur hang on it. */
export const anderBestuur = () =>
  new InputError([
    {
      veld: 'vestigingscode',
      melding: 'Deze school hoort bij een ander bestuur. Vraag de academie om dit te veranderen.',
    },
  ]);
