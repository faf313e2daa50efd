import type { Cohortstatus } from '../cohorten/standen.js';
interface Peiling {
  gepubliceerd: boolean;
  peiling: boolean;
}

/** Whether one can leave interest: in a cohort while it is being polled, in an opleiding as long as it says so. */
export function neemtBelangstelling(opleiding: Peiling, cohort: { status: Cohortstatus } | null): boolean {
  if (!opleiding.gepubliceerd) return false;
  return cohort ? cohort.status === 'peiling' : opleiding.peiling;
}

/** Where it stands; `gemeld` and `ingetrokken` are its two ends. */
export type Belangstellingstand = 'onbevestigd' | 'bevestigd' | 'gemeld' | 'ingetrokken';

interface Momenten {
  bevestigdOp: Date | null;
  ingetrokkenOp: Date | null;
  gemeldOp: Date | null;
}

export function standVan({ bevestigdOp, ingetrokkenOp, gemeldOp }: Momenten): Belangstellingstand {
  if (ingetrokkenOp) return 'ingetrokken';
  if (gemeldOp) return 'gemeld';
  return bevestigdOp ? 'bevestigd' : 'onbevestigd';
}
