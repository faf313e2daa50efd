import { expect, test } from '@jest/globals';
import type { ClassConstructor } from 'class-transformer';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  AfwijzingDto,
  AnnuleringDto,
  MeldAanDto,
  OverzettingDto,
} from '../../src/aanmeldingen/aanmeldingen.dto.js';
import { MeldBelangstellingDto } from '../../src/belangstelling/belangstelling.dto.js';
import { ContactpersoonFormulier } from '../../src/besturen/besturen.dto.js';
import { NieuweStilstandDto } from '../../src/berichten/berichten.dto.js';
import { RedenDto } from '../../src/certificering/certificaat/certificaten.dto.js';
import { OordeelDto } from '../../src/certificering/voorwaarden/voorwaarden.dto.js';
import { AfwijkingDto, BesluitDto } from '../../src/cohortbeheer/levensloop/levensloop.dto.js';
import { PositieDto, WijzigAanmeldingDto } from '../../src/cohortbeheer/mensen/aanmeldingbeheer.dto.js';
import { AlineaDto, NieuweMededelingDto } from '../../src/cohortbeheer/post/post.dto.js';
import { CohortannuleringDto, SamenvoegingDto } from '../../src/cohortbeheer/verhuizen/verhuizen.dto.js';
import { WijzigCohortDto } from '../../src/cohorten/cohortbeheer.dto.js';
import { leesAntwoord, vragenlijst } from '../../src/evaluaties/vragenlijst.rules.js';
import { NieuweOpleidingDto } from '../../src/opleidingen/opleidingen.dto.js';
import { VraagPrivacyDto, WijsVerzoekAfDto } from '../../src/privacyverzoeken/verzoek.dto.js';
import { check } from '../../src/platform/web/validation.js';

const map = path.resolve(import.meta.dirname, '../../templates');
const sjablonen = readdirSync(map, { recursive: true, encoding: 'utf8' })
  .filter((naam) => naam.endsWith('.hbs'))
  .map((naam) => ({
    naam: naam.split(path.sep).join('/'),
    tekst: readFileSync(path.join(map, naam), 'utf8'),
  }));

/** Every text area of the templates, with the greatest length that its counter promises. */
const vakken = sjablonen.flatMap(({ naam, tekst }) =>
  [...tekst.matchAll(/\{\{> tekstvak naam="?(\S+?)"?\s([^}]*)\}\}/g)].map(([, veld, rest = '']) => ({
    sleutel: `${path.posix.basename(naam, '.hbs')}/${veld}`,
    meest: /maxlengte=(\S+)/.exec(rest)?.[1] ?? null,
  })),
);

/** What judges it: the errors of one field of a DTO. */
const door =
  <T extends object>(dto: ClassConstructor<T>, veld: keyof T & string) =>
  (tekst: string): string[] =>
    check(dto, { [veld]: tekst }).fouten.flatMap((fout) => (fout.veld === veld ? [fout.melding] : []));
const antwoord = (tekst: string): string[] => {
  const vragen = vragenlijst('evaluatie', []);
  const { code } = vragen.find(({ soort }) => soort === 'open')!;
  return leesAntwoord('evaluatie', vragen, { [code]: tekst }).fouten.flatMap((fout) =>
    fout.veld === code ? [fout.melding] : [],
  );
};

/** Of a list of names, one on a line, the counter promises nothing; each name has its own length. */
const LIJST = null;
const rechters: Record<string, [meest: number, keur: (tekst: string) => string[]] | typeof LIJST> = {
  'aanmelden/opmerking': [1000, door(MeldAanDto, 'opmerking')],
  'nieuw/opmerking': [1000, door(MeldAanDto, 'opmerking')],
  'formulier/opmerking': [1000, door(MeldBelangstellingDto, 'opmerking')],
  'aanmelding-gegevens/opmerking': [1000, door(WijzigAanmeldingDto, 'opmerking')],
  'aanmelding/opmerking': [1000, door(WijzigAanmeldingDto, 'opmerking')],
  'contactpersoon/opmerking': [1000, door(ContactpersoonFormulier, 'opmerking')],
  'mijn-vraag/toelichting': [1000, door(VraagPrivacyDto, 'toelichting')],
  'verzoek/reden': [500, door(WijsVerzoekAfDto, 'reden')],
  'aanmelding/reden': [500, door(AnnuleringDto, 'reden')],
  'bestuur/reden': [500, door(AfwijzingDto, 'reden')],
  'mens/reden': [
    500,
    (tekst) => [...door(AfwijzingDto, 'reden')(tekst), ...door(PositieDto, 'reden')(tekst)],
  ],
  'overzetting/toelichting': [500, door(OverzettingDto, 'toelichting')],
  'annulering/reden': [500, door(CohortannuleringDto, 'reden')],
  'samenvoeging/reden': [300, door(SamenvoegingDto, 'reden')],
  'voortgang/toelichting': [500, door(BesluitDto, 'toelichting')],
  'afronding/veldReden': [500, door(AfwijkingDto, 'reden')],
  'planformulier/toelichting': [2000, door(WijzigCohortDto, 'toelichting')],
  'planformulier/reden': [500, door(WijzigCohortDto, 'reden')],
  'mededeling/tekst': [2000, door(NieuweMededelingDto, 'tekst')],
  'post-voorbeeld/tekst': [1000, door(AlineaDto, 'tekst')],
  'stilstand/reden': [300, door(NieuweStilstandDto, 'reden')],
  'gegevens/omschrijving': [5000, door(NieuweOpleidingDto, 'omschrijving')],
  'gegevens/voorwaarden': [2000, door(NieuweOpleidingDto, 'voorwaarden')],
  'cohort/reden': [500, door(OordeelDto, 'reden')],
  'certificaat/reden': [500, door(RedenDto, 'reden')],
  'evaluatievraag/code': [1000, antwoord],
  'gegevens/aanbieders': LIJST,
  'opleiding/onderdelen.naam': LIJST,
  'team/mensen': LIJST,
};

test('elk tekstvak staat hier, en geen vak knipt af wat iemand plakt', () => {
  expect([...new Set(vakken.map(({ sleutel }) => sleutel))].sort()).toEqual(Object.keys(rechters).sort());
  expect(sjablonen.filter(({ tekst }) => /\smaxlength=/.test(tekst)).map(({ naam }) => naam)).toEqual([]);
  for (const { sleutel, meest } of vakken) {
    const beloofd = rechters[sleutel]?.[0] ?? null;
    if (meest === null || /^\d+$/.test(meest))
      expect([sleutel, meest]).toEqual([sleutel, beloofd && String(beloofd)]);
  }
});

const metLengte = Object.entries(rechters).flatMap(([sleutel, rechter]) =>
  rechter ? [[sleutel, ...rechter] as const] : [],
);
test.each(metLengte)('%s telt een regeleinde als één teken', (_sleutel, meest, keur) => {
  const regels = 'a\r\n'.repeat(meest / 2 - 1) + 'bc';
  expect(keur(regels)).toEqual([]);
  expect(keur(`${regels}d`).join()).toContain('ten hoogste');
});

test.each(metLengte)('%s neemt geen tekens aan die geen tekst zijn', (_sleutel, _meest, keur) => {
  for (const geen of ['\0', '\uFFFE', '\uFFFF', '\ud800', '\u0001'])
    expect([geen, keur(`a${geen}b`).join()]).toEqual([
      geen,
      expect.stringContaining('tekens in die niet mogen'),
    ]);
  expect(keur('zachte\vreturn van Word\u2028en\u200B een streepje\u00AD')).toEqual([]);
});
