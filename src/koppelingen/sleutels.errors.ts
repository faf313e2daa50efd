import { DomainError } from '../platform/errors/domain-error.js';

export const sleutelOnbekend = () =>
  new DomainError('niet-gevonden', 'sleutel-onbekend', 'Deze sleutel bestaat niet.');

export const bestuurOnbekend = () =>
  new DomainError('ongeldig', 'bestuur-onbekend', 'Dit bestuur kennen we niet.', [
    { veld: 'eigenaar', melding: 'Dit bestuur kennen we niet. Kies een bestuur uit de lijst.' },
  ]);

export const beheerIsVanAcademie = () =>
  new DomainError('ongeldig', 'beheer-is-van-academie', 'Een bestuur beheert geen opleidingen en cohorten.', [
    { veld: 'bevoegdheden', melding: 'Beheren kan alleen met een sleutel van de academie.' },
  ]);
