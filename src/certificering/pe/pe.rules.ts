import { Temporal } from 'temporal-polyfill';
import { xmlText } from '../../platform/text/characters.js';

/** The file that PE-online takes; docs/certificaten-gebruik.md tells what is known of it and what was assumed. Pure. */

interface Deelname {
  registernummer: string;
  /** `YYYY-MM-DD` */
  datum: string;
}

interface Cursus {
  peCursuscode: string | null;
  peUitvoeringscode: string | null;
}

const tekens: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** Text for between two tags; what XML 1.0 cannot hold at all is left out. */
const xml = (tekst: string): string => xmlText(tekst).replace(/[&<>"']/g, (teken) => tekens[teken]!);
const element = (naam: string, tekst: string): string => `<${naam}>${xml(tekst)}</${naam}>`;

/**
 * The XML of `WriteAttendance`, one Attendance for each. The keys of the account stay empty: who sends it fills them in.
 * A day has no time there, so noon in Utrecht is written, which is the same day everywhere near.
 * @param zone offset of Utrecht on a day, such as `+01:00`.
 */
export function deelnameXml(
  cursus: Cursus,
  lijst: readonly Deelname[],
  zone: (dag: string) => string,
): string {
  const regels = lijst.map(({ registernummer, datum }) =>
    [
      '  <Attendance>',
      ...(cursus.peCursuscode ? [`    ${element('PECourseID', cursus.peCursuscode)}`] : []),
      ...(cursus.peUitvoeringscode ? [`    ${element('PEEditionID', cursus.peUitvoeringscode)}`] : []),
      `    ${element('externalPersonID', registernummer)}`,
      `    ${element('endDate', `${datum}T12:00:00${zone(datum)}`)}`,
      '  </Attendance>',
    ].join('\n'),
  );
  return `${['<?xml version="1.0" encoding="utf-8"?>', '<Entry>', ...INSTELLINGEN, ...regels, '</Entry>'].join('\n')}\n`;
}

const INSTELLINGEN = [
  '  <Settings>',
  '    <userID></userID>',
  '    <userRole>EDU</userRole>',
  '    <userKey></userKey>',
  '    <orgID></orgID>',
  '    <settingOutput>1</settingOutput>',
  '    <emailOutput></emailOutput>',
  '    <languageID>1</languageID>',
  '    <defaultLanguageID>1</defaultLanguageID>',
  '  </Settings>',
];

interface Bekeken {
  peCursuscode: string | null;
  accreditatieVan: string | null;
  accreditatieTot: string | null;
  heeftPunten: boolean;
}

/** Says in words what the register will stumble over. @param datums of the ceremonies. */
export function waarschuwingen(o: Bekeken, datums: readonly string[]): string[] {
  const buiten = datums.filter(
    (datum) =>
      (o.accreditatieVan !== null && datum < o.accreditatieVan) ||
      (o.accreditatieTot !== null && datum >= o.accreditatieTot),
  );
  return [
    !o.peCursuscode &&
      'Deze opleiding heeft nog geen PE-cursuscode. Zonder code weet PE-online niet waarvoor dit is.',
    !o.heeftPunten &&
      'Deze opleiding heeft nog geen herregistratiepunten. Het register bepaalt hoeveel het er zijn.',
    o.accreditatieVan === null &&
      o.accreditatieTot === null &&
      'Wij weten niet van wanneer tot wanneer de accreditatie geldt. Vul dat in bij de opleiding.',
    buiten.length > 0 &&
      `Bij ${buiten.length} ${buiten.length === 1 ? 'certificaat valt' : 'certificaten valt'} de datum buiten de accreditatie. Het register kan die weigeren.`,
  ].filter((zin) => zin !== false);
}

/** Days that pass before the same person is asked again. */
const VRAAG_DAGEN = 7;

export const magVragen = (gevraagdOp: Date | null, nu: Date): boolean =>
  gevraagdOp === null || nu.getTime() - gevraagdOp.getTime() >= VRAAG_DAGEN * 24 * 3_600_000;

/** Letters and digits; what people put between them is left out. */
export function leesRegisternummer(getypt: string): string | undefined {
  const kaal = getypt
    .normalize('NFKC')
    .replace(/[\s.-]/g, '')
    .toUpperCase();
  return /^[A-Z0-9]{5,20}$/.test(kaal) ? kaal : undefined;
}

/** Days, both `YYYY-MM-DD`; `tot` is the first day of the next one. */
interface Registerperiode {
  van: string;
  tot: string;
}

/** The period that this day is in: one follows on the other from the begin that the person gave. */
export function periodeOp(begin: string, jaren: number, vandaag: string): Registerperiode {
  const eerste = Temporal.PlainDate.from(begin);
  const na = (keer: number): string => eerste.add({ years: jaren * keer }).toString();
  let keer = 0;
  while (na(keer + 1) <= vandaag) keer += 1;
  return { van: na(keer), tot: na(keer + 1) };
}

interface MetPunten {
  datum: string;
  herregistratiepunten: number | null;
}

/** Points of what is in the period; of everything when there is none. */
export function puntenIn(alle: readonly MetPunten[], periode: Registerperiode | null): number {
  return alle
    .filter(({ datum }) => !periode || (datum >= periode.van && datum < periode.tot))
    .reduce((som, { herregistratiepunten }) => som + (herregistratiepunten ?? 0), 0);
}
