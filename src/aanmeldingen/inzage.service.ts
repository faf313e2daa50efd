import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Inkijk } from '../audit/inkijk.service.js';
import { bestuurVan, isAcademie, trainersVan, type Wie } from '../toegang/wie.js';
import { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { cohortOnbekend } from '../cohorten/cohorten.errors.js';
import { narrowTo, within } from '../platform/database/reach.js';
import { NotLoggedIn } from '../platform/web/errors.js';
import { gelijk } from '../platform/secrets.js';
import { aanmeldingOnbekend } from './aanmeldingen.errors.js';
import { AanmeldingenQueries, type AanmeldingBeeld } from './aanmeldingen.queries.js';
import { rolBij } from './aanmeldingen.rules.js';
export type Blik = 'alles' | 'bestuur' | 'trainer';

/** Decides who may see which aanmelding, and how much of it. */
@Injectable()
export class InzageService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queries: AanmeldingenQueries,
    private readonly inkijk: Inkijk,
  ) {}

  /**
   * @param token the secret of the link in the mail; who has it is the deelnemer.
   * @returns the aanmelding, how much of it may be shown, and as whom the visitor acts.
   * @throws NotLoggedIn for a stranger, DomainError `aanmelding-onbekend` for who may not know of it.
   */
  async een(
    wie: Wie,
    id: string,
    token?: string,
  ): Promise<{ beeld: AanmeldingBeeld; voor: Blik; door: Wie }> {
    const eigen = token && (await this.metLink(id, token));
    if (eigen) return { beeld: eigen, voor: 'alles', door: deelnemer(eigen) };
    const beeld = await this.queries.metId(id);
    if (wie.soort === 'anoniem') throw new NotLoggedIn();
    if (!beeld) throw aanmeldingOnbekend();
    const rol = rolBij(wie, beeld);
    if (rol === 'bestuur') return { beeld, voor: 'bestuur', door: wie };
    if (rol !== 'geen') return { beeld, voor: 'alles', door: wie };
    if (beeld.adresBevestigd && !beeld.beperkt && (await this.traint(wie, beeld.cohortId)))
      return { beeld, voor: 'trainer', door: wie };
    throw aanmeldingOnbekend();
  }

  /** The list of one cohort, cut to what `wie` may see; that a bestuur looks is kept, as on its own screen. */
  async vanCohort(
    wie: Wie,
    cohortId: string,
    vanaf: number,
    aantal: number,
  ): Promise<{ items: AanmeldingBeeld[]; totaal: number; voor: Blik }> {
    if (!(await this.dataSource.manager.existsBy(Cohort, { id: cohortId }))) throw cohortOnbekend();
    const bestuurId = bestuurVan(wie);
    const trainer = wie.soort === 'gebruiker' && wie.rol === 'trainer';
    if (trainer && !(await this.traint(wie, cohortId))) throw cohortOnbekend();
    const kring = { bestuurId, alleenBevestigd: !isAcademie(wie) };
    const items = await this.queries.vanCohort(cohortId, kring, vanaf, aantal);
    const totaal = await this.queries.aantalVanCohort(cohortId, kring);
    const gezien = { aantal: items.length, filter: { cohort: cohortId } };
    if (bestuurId) await this.inkijk.deelnemerslijst(wie, bestuurId, gezien);
    return { items, totaal, voor: trainer ? 'trainer' : bestuurId ? 'bestuur' : 'alles' };
  }

  /** Who has the link of the mail reads as the person it was sent to, also when logged in for a bestuur. */
  private async metLink(id: string, token: string): Promise<AanmeldingBeeld | undefined> {
    const beeld = await within(null, () => this.queries.metId(id));
    if (!beeld || !gelijk(token, beeld.token)) return undefined;
    narrowTo(null);
    return beeld;
  }

  private async traint(wie: Wie, cohortId: string): Promise<boolean> {
    if (wie.soort !== 'gebruiker' || wie.rol !== 'trainer') return false;
    return this.dataSource.manager.existsBy(Bijeenkomst, {
      cohortId,
      trainerId: In(trainersVan(wie)),
    });
  }
}

/** Whoever holds the link from the mail acts as the person it was sent to. */
export const deelnemer = (beeld: AanmeldingBeeld): Wie => ({
  soort: 'persoon',
  id: beeld.persoonId,
  naam: beeld.voornaam,
  email: beeld.email,
});
