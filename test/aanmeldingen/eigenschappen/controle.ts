import { expect } from '@jest/globals';
import type { AanmeldingBeeld } from '../../../src/aanmeldingen/aanmeldingen.queries.js';
import { controleer } from '../../../src/invarianten/invarianten.queries.js';
import { DomainError } from '../../../src/platform/errors/domain-error.js';
import type { Daad } from './daden.js';
import { bekijk, type Wereld } from './wereld.js';

/** What only holds once the planner has been here. */
const VAN_DE_PLANNER = ['verlopen-opgeruimd', 'geen-wachtende-naast-vrije-plaats'];
const EERSTE_BIJEENKOMST = new Date('2027-01-20T12:00:00Z');
const metPlaats = ['voorlopig', 'geplaatst'];

/** Does one step and looks whether everything that must hold still does. */
export class ControleVan {
  private laatst: AanmeldingBeeld[] | undefined;

  constructor(private readonly gelukt: Map<string, number>) {}

  async bij(wereld: Wereld, naam: string, daad: Daad, keuze: number): Promise<void> {
    const voor = this.laatst ?? (await bekijk(wereld));
    const poging = await daad(wereld, voor, keuze);
    if (!poging) return;
    const weigering = await geweigerd(poging.doe);
    const na = await bekijk(wereld);
    this.laatst = na;
    if (poging.moetLukken !== undefined) {
      expect({ gelukt: !weigering, code: weigering?.code }).toEqual({
        gelukt: poging.moetLukken,
        code: weigering?.code,
      });
    }
    // Whoever comes by clears what has run out, so others may have moved; there is nobody more.
    if (poging.voorDeSchijn) expect(ids(na).sort()).toEqual(ids(voor).sort());
    if (weigering) expect(na).toEqual(voor);
    else this.gelukt.set(naam, (this.gelukt.get(naam) ?? 0) + 1);
    for (const cohortId of wereld.cohorten) controleerRij(van(voor, cohortId), van(na, cohortId));
    if (wereld.clock.now() < EERSTE_BIJEENKOMST) controleerNieuwe(voor, na);
    await this.controleerInvarianten(wereld);
  }

  private async controleerInvarianten({ dataSource, clock, plannerIsLaat }: Wereld): Promise<void> {
    const bevindingen = await controleer(dataSource, clock.now());
    expect(
      bevindingen.filter(({ invariant }) => !plannerIsLaat || !VAN_DE_PLANNER.includes(invariant)),
    ).toEqual([]);
  }
}

/** @returns the refusal; anything else that goes wrong is a bug. */
function geweigerd(doe: () => Promise<unknown>): Promise<DomainError | undefined> {
  return doe().then(
    () => undefined,
    (fout: unknown) => {
      if (fout instanceof DomainError) return fout;
      throw fout;
    },
  );
}

/** Whoever is new gets no place while somebody in line could have had it; after the begin the line gets nothing more. */
function controleerNieuwe(voor: AanmeldingBeeld[], na: AanmeldingBeeld[]): void {
  const nieuw = na.filter(({ id, status }) => metPlaats.includes(status) && !voor.some((a) => a.id === id));
  const wachtend = rij(na).filter((a) => !a.wachtOp.includes('emailbevestiging'));
  expect(wachtend.filter((a) => nieuw.some(({ cohortId }) => cohortId === a.cohortId))).toEqual([]);
}

const van = (beeld: AanmeldingBeeld[], cohortId: string): AanmeldingBeeld[] =>
  beeld.filter((a) => a.cohortId === cohortId);

/** The line is 1..n; who joins it joins at the end; who gets a place was before everybody who could have had it. */
function controleerRij(voor: AanmeldingBeeld[], na: AanmeldingBeeld[]): void {
  const [rijVoor, rijNa] = [rij(voor), rij(na)];
  expect(rijNa.map(({ wachtlijstpositie }) => wachtlijstpositie)).toEqual(rijNa.map((_, i) => i + 1));
  const blijvers = rijVoor.filter(({ id }) => rijNa.some((a) => a.id === id));
  expect(ids(rijNa).slice(0, blijvers.length)).toEqual(ids(blijvers));
  const kregenPlaats = rijVoor.filter(({ id }) =>
    na.some((a) => a.id === id && metPlaats.includes(a.status)),
  );
  const laatste = Math.max(0, ...kregenPlaats.map(({ wachtlijstpositie }) => wachtlijstpositie!));
  const ingehaald = rijVoor
    .slice(0, laatste)
    .filter(({ id }) => rijNa.some((a) => a.id === id && !a.wachtOp.includes('emailbevestiging')));
  expect(ids(ingehaald)).toEqual([]);
}

const rij = (beeld: AanmeldingBeeld[]): AanmeldingBeeld[] =>
  beeld.filter(({ status }) => status === 'wachtlijst');
const ids = (beeld: AanmeldingBeeld[]): string[] => beeld.map(({ id }) => id);
