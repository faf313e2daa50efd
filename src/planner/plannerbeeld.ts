import type { Melding } from '../platform/web/page.js';
import { plural } from '../platform/web/template-helpers.js';
import type { Uitkomst } from './planner.service.js';
import type { Aanleiding, TaakRun } from './taak-run.entity.js';

const aanleiding: Record<Aanleiding, string> = {
  planner: 'planner',
  opdracht: 'opdracht',
  beheer: 'met de hand',
};

const seconds = new Intl.NumberFormat('nl-NL', { maximumFractionDigits: 1 });

export function statusVan({ resultaat }: TaakRun) {
  if (resultaat === null) return { soort: 'info', tekst: 'Bezig' };
  return resultaat === 'gelukt' ? { soort: 'goed', tekst: 'Gelukt' } : { soort: 'fout', tekst: 'Mislukt' };
}

/** A line of the list of runs. */
export function runView(run: TaakRun) {
  const { taak, begonnenOp, geeindigdOp, aantal, fout } = run;
  const duur = geeindigdOp && geeindigdOp.getTime() - begonnenOp.getTime();
  return {
    taak,
    begonnen: begonnenOp,
    duur: duur === null ? '–' : `${seconds.format(duur / 1000)} s`,
    door: aanleiding[run.door],
    status: statusVan(run),
    resultaat: run.resultaat === 'gelukt' ? gedaan(aantal ?? 0) : null,
    fout,
  };
}

const gedaan = (aantal: number): string =>
  aantal === 0 ? 'niets te doen' : plural(aantal, 'ding gedaan', 'dingen gedaan');

/** What the one who started a task is told; without an uitkomst it is still running. */
export function meldingVan(naam: string, uitkomst: Uitkomst | undefined): Melding {
  if (!uitkomst)
    return { soort: 'info', tekst: `De taak ${naam} draait nog. Laad deze pagina straks opnieuw.` };
  if (uitkomst.resultaat === 'bezet') return { soort: 'info', tekst: `De taak ${naam} draait al.` };
  if (uitkomst.resultaat === 'mislukt') return { soort: 'fout', tekst: `De taak ${naam} is mislukt.` };
  return { soort: 'goed', tekst: `De taak ${naam} is klaar: ${gedaan(uitkomst.aantal)}.` };
}
