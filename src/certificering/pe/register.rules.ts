import { Temporal } from 'temporal-polyfill';

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
