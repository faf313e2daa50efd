import type { Blad } from './blad.rules.js';
import { certificatenpdf, type Documentgegevens } from './certificaatpdf.js';

/** What one PDF of many is made of. */
export interface Bundelbron extends Documentgegevens {
  bladen: Blad[];
}

/** All certificaten of a leerjaar as one PDF. */
// eslint-disable-next-line @typescript-eslint/require-await
export default async function* bundel({ bladen, ...gegevens }: Bundelbron): AsyncGenerator<Uint8Array> {
  yield* certificatenpdf(bladen, gegevens);
}
