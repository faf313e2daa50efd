import { type Aanmeldstatus, LOPEND, type Wachtreden } from './standen.js';

interface Verhuisbaar {
  status: Aanmeldstatus;
  beeindigdDoor: string | null;
}

/**
 * Who can be moved to another cohort: who has a place or waits, and who lost it because the whole cohort was called
 * off. Who left by own choice, or was refused, enrols anew.
 */
export function kanVerhuizen({ status, beeindigdDoor }: Verhuisbaar, cohortGeannuleerd: boolean): boolean {
  if (LOPEND.includes(status)) return true;
  return status === 'geannuleerd' && beeindigdDoor === 'academie' && cohortGeannuleerd;
}

/**
 * What must still happen in the other cohort. An offer ends with the move; who moves by the link of a mail has shown
 * that the address is right.
 */
export function wachtOpNaVerhuizing(wachtOp: readonly Wachtreden[], zelf: boolean): Wachtreden[] {
  return wachtOp.filter((reden) => reden !== 'aanbod' && !(zelf && reden === 'emailbevestiging'));
}
