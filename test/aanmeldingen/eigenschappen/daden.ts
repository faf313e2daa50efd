import { AanmeldenService } from '../../../src/aanmeldingen/aanmelden.service.js';
import type { AanmeldingBeeld } from '../../../src/aanmeldingen/aanmeldingen.queries.js';
import { AanmeldingenService } from '../../../src/aanmeldingen/aanmeldingen.service.js';
import { PlanService } from '../../../src/cohortbeheer/plan/plan.service.js';
import { AnnulerenService } from '../../../src/cohortbeheer/verhuizen/annuleren.service.js';
import { OverzettenService } from '../../../src/aanmeldingen/overzetten.service.js';
import { anoniem, type Wie } from '../../../src/toegang/wie.js';
import { Cohort } from '../../../src/cohorten/cohort.entity.js';
import { dateOf } from '../../../src/platform/clock/dates.js';
import { WachtlijstTaak } from '../../../src/wachtlijst/wachtlijst.taken.js';
import { eigenaar } from '../../support/aanmeldingen.js';
import { verzoek } from '../../support/makers.js';
import type { Wereld } from './wereld.js';
import type { Aanmeldstatus, Wachtreden } from '../../../src/aanmeldingen/standen.js';

/** What somebody does, and whether it must succeed as things stand; undefined leaves both open. */
export interface Poging {
  doe: () => Promise<unknown>;
  moetLukken?: boolean;
  /** It succeeds to the eye of who does it, and enrols nobody. */
  voorDeSchijn?: boolean;
}

/** Makes a poging of a number; undefined when there is nothing to do it to. */
export type Daad = (
  wereld: Wereld,
  beeld: AanmeldingBeeld[],
  keuze: number,
) => Poging | undefined | Promise<Poging | undefined>;

const DAG = 24 * 60;
const ADRESSEN = 7;
const actief: readonly Aanmeldstatus[] = ['voorlopig', 'geplaatst', 'wachtlijst'];
const minuten = [1, 10, 60, 12 * 60, DAG, 2 * DAG, 5 * DAG, 21 * DAG];

const kies = <T>(lijst: readonly T[], keuze: number): T | undefined => lijst[keuze % lijst.length];

/** The same person types the address in another way each time. */
function adres(keuze: number): string {
  const gewoon = `p${keuze % ADRESSEN}@school.example`;
  return kies([gewoon, gewoon.toUpperCase(), ` ${gewoon} `], Math.floor(keuze / ADRESSEN))!;
}

const isActief = (beeld: AanmeldingBeeld[], cohortId: string, email: string): boolean =>
  beeld.some(
    (a) =>
      a.cohortId === cohortId &&
      a.email.trim().toLowerCase() === email.trim().toLowerCase() &&
      actief.includes(a.status),
  );

async function isOpen({ dataSource, clock }: Wereld, cohortId: string): Promise<boolean> {
  const { status, aanmeldenVoor } = await dataSource.manager.findOneByOrFail(Cohort, { id: cohortId });
  // The last day to enrol ends before the first bijeenkomst here, so the day is all there is to it.
  return status === 'open' && dateOf(clock.now()) < aanmeldenVoor!;
}

/** A stranger is not told that an address is in already; the academie is. */
const meldAan =
  (wieVan: (wereld: Wereld) => Wie, vreemde: boolean): Daad =>
  async (wereld, beeld, keuze) => {
    const cohortId = kies(wereld.cohorten, Math.floor(keuze / 3))!;
    const email = adres(keuze);
    const vestigingscode = kies(wereld.scholen, Math.floor(keuze / 20));
    const { status } = await wereld.dataSource.manager.findOneByOrFail(Cohort, { id: cohortId });
    const open = vreemde ? await isOpen(wereld, cohortId) : status === 'open';
    const isErin = isActief(beeld, cohortId, email);
    return {
      doe: () =>
        wereld.app
          .get(AanmeldenService)
          .meldAan(cohortId, verzoek({ email, vestigingscode }), wieVan(wereld)),
      moetLukken: open && (vreemde || !isErin),
      voorDeSchijn: vreemde && isErin,
    };
  };

/** The same reference means the same aanmelding as long as that is not ended; after a move it stands elsewhere. */
const meldAanMetReferentie: Daad = (wereld, beeld, keuze) => {
  const externeReferentie = `ref-${keuze % 5}`;
  const cohortId = kies(wereld.cohorten, keuze % 5)!;
  const eerdere = beeld.find((a) => a.externeReferentie === externeReferentie && !isBeeindigd(a));
  const email = eerdere?.email ?? `ref${keuze % 5}@school.example`;
  return {
    doe: async () => {
      const { aanmelding, nieuw } = await wereld.app
        .get(AanmeldenService)
        .meldAan(cohortId, verzoek({ email, externeReferentie }), wereld.sleutel);
      if (nieuw !== !eerdere || (eerdere && aanmelding.id !== eerdere.id)) throw new Error('ander record');
    },
    ...(eerdere ? { moetLukken: eerdere.cohortId === cohortId } : {}),
  };
};

const isBeeindigd = ({ status }: AanmeldingBeeld): boolean =>
  ['verlopen', 'geannuleerd', 'afgewezen'].includes(status);

type Doe = (service: AanmeldingenService, a: AanmeldingBeeld, wereld: Wereld) => Promise<unknown>;

/** Something that is done to one aanmelding; `kan` says whether the state table allows it. */
const met =
  (doe: Doe, kan: (a: AanmeldingBeeld) => boolean): Daad =>
  (wereld, beeld, keuze) => {
    // Mostly one that it can be done to, now and then any other.
    const geschikt = beeld.filter(kan);
    const a = kies(keuze % 4 && geschikt.length ? geschikt : beeld, Math.floor(keuze / 4));
    if (!a) return undefined;
    return { doe: () => doe(wereld.app.get(AanmeldingenService), a, wereld), moetLukken: kan(a) };
  };

const wachtOp =
  (reden: Wachtreden) =>
  ({ status, wachtOp: redenen }: AanmeldingBeeld): boolean =>
    actief.includes(status) && redenen.includes(reden);
const isOpweg = ({ status }: AanmeldingBeeld): boolean => actief.includes(status);

const herleef: Daad = async (wereld, beeld, keuze) => {
  const geschikt = beeld.filter(({ status }) => status === 'verlopen');
  const a = kies(keuze % 4 && geschikt.length ? geschikt : beeld, Math.floor(keuze / 4));
  if (!a) return undefined;
  const vrij = !isActief(beeld, a.cohortId, a.email);
  return {
    doe: () =>
      wereld.app.get(AanmeldingenService).herleef(a.id, keuze % 5 ? eigenaar(a) : wereld.coordinator),
    moetLukken: a.status === 'verlopen' && vrij && (await isOpen(wereld, a.cohortId)),
  };
};

const zetOver: Daad = (wereld, beeld, keuze) => {
  const a = kies(beeld.filter(isOpweg), keuze);
  if (!a) return undefined;
  const naar = wereld.cohorten.find((id) => id !== a.cohortId)!;
  return { doe: () => wereld.app.get(OverzettenService).zetOver(a.id, naar, wereld.coordinator) };
};

const wijzigCapaciteit: Daad = async (wereld, beeld, keuze) => {
  const cohortId = kies(wereld.cohorten, keuze)!;
  const capaciteit = Math.floor(keuze / 2) % 6;
  const bezet = beeld.filter(
    (a) => a.cohortId === cohortId && ['voorlopig', 'geplaatst'].includes(a.status),
  ).length;
  const { status } = await wereld.dataSource.manager.findOneByOrFail(Cohort, { id: cohortId });
  return {
    doe: () => wereld.app.get(PlanService).wijzig(wereld.coordinator, cohortId, { capaciteit }),
    ...(status === 'open' ? { moetLukken: capaciteit >= bezet } : {}),
  };
};

/** Rarely, or most stories would end here. */
const annuleerCohort: Daad = (wereld, _beeld, keuze) => {
  if (keuze % 5) return undefined;
  const cohortId = kies(wereld.cohorten, keuze / 5)!;
  return {
    doe: () =>
      wereld.app
        .get(AnnulerenService)
        .annuleer(wereld.coordinator, cohortId, { reden: 'Te weinig deelnemers' }),
  };
};

const planner = (wereld: Wereld): Promise<unknown> => {
  wereld.plannerIsLaat = false;
  return wereld.app.get(WachtlijstTaak).voerUit({ proef: false });
};

const klok: Daad = (wereld, _beeld, keuze) => ({
  doe: async () => {
    wereld.clock.advance(kies(minuten, keuze)!);
    wereld.plannerIsLaat = true;
    if (Math.floor(keuze / minuten.length) % 3) await planner(wereld);
  },
  moetLukken: true,
});

export const daden: Record<string, Daad> = {
  meldAan: meldAan(() => anoniem, true),
  meldAanDoorCoordinator: meldAan(({ coordinator }) => coordinator, false),
  meldAanMetReferentie,
  bevestig: met((service, a) => service.bevestigEmail(a.id, eigenaar(a)), wachtOp('emailbevestiging')),
  accepteer: met((service, a) => service.accepteerAanbod(a.id, eigenaar(a)), wachtOp('aanbod')),
  wijsAanbodAf: met((service, a) => service.wijsAanbodAf(a.id, eigenaar(a)), wachtOp('aanbod')),
  annuleer: met((service, a) => service.annuleer(a.id, eigenaar(a), null), isOpweg),
  herleef,
  akkoord: met((service, a, { coordinator }) => service.geefAkkoord(a.id, coordinator), wachtOp('akkoord')),
  wijsAf: met((service, a, { coordinator }) => service.wijsAf(a.id, coordinator, 'Past niet'), isOpweg),
  zetOver,
  wijzigCapaciteit,
  annuleerCohort,
  planner: (wereld) => ({ doe: () => planner(wereld), moetLukken: true }),
  klok,
};
