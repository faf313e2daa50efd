import type { Blad } from './blad.rules.js';
import { certificaatpdf, type Pdfbijlage } from './certificaatpdf.js';

/** What one PDF is made of. */
export interface Pdfbron {
  blad: Blad;
  moment: Date;
  bijlage: Pdfbijlage | null;
}

/** One certificaat as a PDF. */
// eslint-disable-next-line @typescript-eslint/require-await
export default async function* certificaat({ blad, moment, bijlage }: Pdfbron): AsyncGenerator<Uint8Array> {
  yield certificaatpdf(blad, moment, bijlage);
}
