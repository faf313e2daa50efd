import { DomainError, type FieldError } from '../platform/errors/domain-error.js';

export const duoGeweigerd = (fouten: FieldError[]) =>
  new DomainError(
    'ongeldig',
    'duo-geweigerd',
    fouten.length === 1
      ? 'Er is een fout in de bestanden. Er is niets ingelezen.'
      : `Er zijn ${fouten.length} fouten in de bestanden. Er is niets ingelezen.`,
    fouten,
  );

export const bestuurOnbekend = () =>
  new DomainError('niet-gevonden', 'bestuur-onbekend', 'Dit bestuur bestaat niet.');

export const bestuursnaamBezet = (naam: string) =>
  new DomainError('ongeldig', 'bestuursnaam-bezet', `Een ander bestuur heet al ${naam}.`, [
    { veld: 'naam', melding: `Een ander bestuur heet al ${naam}.` },
  ]);

const bijSchool = (code: string, melding: string, raad: string) =>
  new DomainError('ongeldig', code, melding, [{ veld: 'vestigingscode', melding: `${melding} ${raad}` }]);

export const schoolOnbekend = () =>
  bijSchool('school-onbekend', 'Deze school kennen we niet.', 'Kies een school uit de lijst.');

export const schoolGesloten = () =>
  bijSchool('school-gesloten', 'Deze school is gesloten.', 'Kies een andere school uit de lijst.');

export const anderBestuur = () =>
  new DomainError('verboden', 'ander-bestuur', 'Je mag alleen mensen van je eigen bestuur aanmelden.');

/** Of the bestuur that somebody fills in as where they work. */
const bijBestuur = (code: string, melding: string) =>
  new DomainError('ongeldig', code, melding, [{ veld: 'bestuur', melding }]);

export const gekozenBestuurOnbekend = () => bijBestuur('bestuur-onbekend', 'Dit bestuur kennen we niet.');

export const gekozenBestuurGesloten = () =>
  bijBestuur('bestuur-gesloten', 'Dit bestuur bestaat niet meer. Kies een ander.');

export const bestuurPastNiet = () =>
  bijBestuur('bestuur-past-niet', 'Deze school hoort bij een ander bestuur. Laat het bestuur leeg.');

const bijVeld = (veld: string, code: string, melding: string) =>
  new DomainError('ongeldig', code, melding, [{ veld, melding }]);

export const bestuursnummerBezet = (naam: string) =>
  bijVeld('nummer', 'bestuursnummer-bezet', `Dit nummer is al van ${naam}.`);

/** @param waarom what stands in the way, as sentences. */
export const bestuurInGebruik = (waarom: string[]) =>
  new DomainError('conflict', 'bestuur-in-gebruik', `Dit bestuur kan nog niet dicht. ${waarom.join(' ')}`);

export const bestuurGesloten = () =>
  bijVeld('bestuurId', 'bestuur-gesloten', 'Dit bestuur is gesloten. Heropen het eerst, of kies een ander.');

export const alInDezeStand = (wat: string) => new DomainError('conflict', 'al-zo', wat);

export const schoolpaginaOnbekend = () =>
  new DomainError('niet-gevonden', 'school-onbekend', 'Deze school kennen we niet.');

export const aliasBezet = (alias: string, school: string) =>
  bijVeld('aliassen', 'alias-bezet', `‘${alias}’ is al een naam van ${school}. Kies een andere naam.`);

export const aliasVanBestuur = (alias: string, bestuur: string) =>
  bijVeld('aliassen', 'alias-van-bestuur', `‘${alias}’ is al een naam van ${bestuur}.`);

export const aliassenVol = () =>
  bijVeld('aliassen', 'aliassen-vol', 'Er staan al zoveel andere namen bij dat deze er niet meer bij past.');

export const codeBezet = (school: string) =>
  bijVeld('brin', 'code-bezet', `Deze code is al van ${school}. Zoek die school op in de lijst.`);

export const geenBrin = () =>
  bijVeld(
    'brin',
    'geen-brin',
    'Een BRIN is twee cijfers en twee letters, en soms nog twee cijfers: 12AB of 12AB01.',
  );

export const datumInToekomst = (veld = 'geslotenOp') =>
  bijVeld(veld, 'datum-in-toekomst', 'Kies vandaag of een eerdere dag.');

export const contactpersoonOnbekend = () =>
  new DomainError(
    'niet-gevonden',
    'contactpersoon-onbekend',
    'Deze contactpersoon kennen we niet. Misschien is die net verwijderd.',
  );

export const contactVanGesloten = () =>
  new DomainError(
    'conflict',
    'bestuur-gesloten',
    'Dit bestuur is gesloten, dus er komen geen contactpersonen meer bij. Heropen het eerst.',
  );

export const contactDagLeeg = () =>
  bijVeld('laatstOp', 'contactdag-leeg', 'Vul ook in op welke dag dat was, of laat leeg waarover het ging.');

export const zelfdeBestuur = () =>
  bijVeld('bestuurId', 'zelfde-bestuur', 'De school hoort al bij dit bestuur. Kies een ander bestuur.');

export const vanDuo = () =>
  new DomainError('conflict', 'van-duo', 'De naam en het adres van deze school komen van DUO.');

export const duoOnbekend = () =>
  new DomainError('niet-gevonden', 'duo-onbekend', 'Deze lijst is er niet meer. Kies de bestanden opnieuw.');

export const duoVeranderd = () =>
  new DomainError(
    'conflict',
    'duo-veranderd',
    'Er is intussen iets veranderd. Hieronder staat wat er nu zou gebeuren: kijk het na en kies opnieuw.',
  );

export const duoAlIngelezen = () =>
  new DomainError('conflict', 'duo-al-ingelezen', 'Deze lijst is al ingelezen.');
