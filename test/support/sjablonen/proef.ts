import { Page } from '../../../src/platform/web/page.js';

/*
 * Contexts of every shape, for the proofs of test/sjablonen.spec.ts; the templates stand there. No screen of ours.
 */

interface Mens {
  naam: string;
  school: string | null;
  status: 'geplaatst' | 'wachtlijst';
}

/** What an evaluatie can ask. */
type Vraag = { soort: 'open'; regels: number } | { soort: 'cijfer'; opties: { waarde: string }[] };

interface Invoer {
  mensen: Mens[];
  vragen: Vraag[];
  eerste?: Mens;
  fouten: Record<string, string>;
  perDag: Record<'maandag' | 'dinsdag', { tijd: string }>;
}

const vast = { titel: 'Proef', alternatief: null, open: true as const, leeg: [] as never[] };

export const alles = (invoer: Invoer): Page => new Page('proef/alles', { ...vast, ...invoer }, { titel: '' });

/** Two uses of one template, each with a name that the other lacks. */
export const geldig = (naam: string): Page =>
  new Page('proef/twee', { geldig: true, naam }, { titel: 'Geldig' });
export const ongeldig = (reden: string): Page =>
  new Page('proef/twee', { geldig: false, reden }, { titel: 'Ongeldig' });

export const ongetypt = (context: object): Page => new Page('proef/ongetypt', context, { titel: '' });

export const onbekend = (sjabloon: string): Page => new Page(sjabloon, {}, { titel: '' });

export function nagewijzigd(aantal: number): Page {
  const kop = { teller: { aantal: 0 } };
  const context = { ...kop, regels: ['een'] };
  context.teller.aantal = aantal;
  kop.teller = { aantal };
  context.regels.push('twee');
  return new Page('proef/nagewijzigd', context, { titel: '' });
}

const sjablonen = { eerste: 'proef/vraag', later: 'proef/herinnering' } as const;

export const mail = (soort: keyof typeof sjablonen, voornaam: string) => ({
  sleutel: 'proef:1',
  sjabloon: sjablonen[soort],
  aan: 'a@school.example',
  gegevens: { voornaam, link: 'https://academie.example' },
});
