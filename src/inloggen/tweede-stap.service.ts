import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Auditcodes, Tweestapsoort } from '../audit/auditcodes.rules.js';
import type { Wie } from '../toegang/wie.js';
import { inTransaction } from '../platform/database/transaction.js';
import { apparaatInWoorden } from '../toegang/apparaat.rules.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import type { Sessie, Stap } from '../toegang/sessie.entity.js';
import { SessiesService, type Begonnen } from '../toegang/sessies.service.js';
import { kaleCode } from '../toegang/tweestap/tweestap.rules.js';
import { PasskeysService } from '../toegang/tweestap/passkeys.service.js';
import { passkeyMislukt, tweedeStapBestaat } from '../toegang/tweestap/tweestap.errors.js';
import {
  heeftTweedeStap,
  TweestapService,
  type Tweestapstand,
} from '../toegang/tweestap/tweestap.service.js';
import { InloggenService } from './inloggen.service.js';

/** A browser half-way: it showed the password of this gebruiker. */
export interface HalveSessie {
  sleutel: string;
  gebruikerId: string;
  apparaat: string | undefined;
}

/** What somebody half-way has to do. */
export interface Tweedestapbeeld extends Tweestapstand {
  stap: Stap;
  /** To scan, when there is no second step yet. */
  voorstel: { geheim: string; adres: string } | null;
}

/** Logged in, with the recovery codes that came with a first second step. */
export interface Ingesteld {
  begonnen: Begonnen;
  codes: string[];
}

/** The second step of the log-in. What answers undefined: this key is half-way nothing (any more). */
@Injectable()
export class TweedeStapService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessies: SessiesService,
    private readonly tweestap: TweestapService,
    private readonly passkeys: PasskeysService,
    private readonly inloggen: InloggenService,
    private readonly audit: AuditService,
  ) {}

  beeld(half: HalveSessie): Promise<Tweedestapbeeld | undefined> {
    return this.vast(half, async (m, gebruiker, sessie) => {
      const stand = await this.tweestap.stand(m, gebruiker.id);
      if (heeftTweedeStap(stand)) return { ...stand, stap: 'factor', voorstel: null };
      return {
        ...stand,
        stap: 'instellen',
        voorstel: await this.tweestap.voorstel(m, sessie, gebruiker.email),
      };
    });
  }

  /** @throws TooManyRequests, DomainError for a code that is not right. */
  metCode(
    half: HalveSessie,
    code: string,
    van: { herkomst: string; browser: string | null },
  ): Promise<Begonnen | undefined> {
    const poging = { gebruikerId: half.gebruikerId, code: kaleCode(code), ...van };
    return this.tweestap.bewaakCode(poging, () =>
      this.vast(half, async (m, gebruiker) => {
        if ((await this.tweestap.gebruikCode(m, gebruiker, code)) === 'herstelcode')
          await this.meldHerstelcode(m, gebruiker, half);
        return this.rondAf(m, gebruiker, half);
      }),
    );
  }

  /** @param antwoord of the browser, JSON. @throws DomainError for a passkey that is not right. */
  metPasskey(half: HalveSessie, antwoord: string): Promise<Begonnen | undefined> {
    return this.tweestap.bewaak(half.gebruikerId, async () => {
      const uitdaging = await this.passkeys.neemUitdaging(half.sleutel);
      return this.vast(half, async (m, gebruiker) => {
        await this.passkeys.gebruik(m, gebruiker, uitdaging, antwoord);
        return this.rondAf(m, gebruiker, half);
      });
    });
  }

  /** The first second step: an app that shows this code. @throws DomainError for a code that is not right. */
  stelAppIn(half: HalveSessie, code: string): Promise<Ingesteld | undefined> {
    return this.stelIn(half, 'app', (m, gebruiker, sessie) =>
      this.tweestap.stelAppIn(m, gebruiker, sessie, code),
    );
  }

  /** The first second step: a passkey. @throws DomainError for an answer that is not right. */
  stelPasskeyIn(half: HalveSessie, antwoord: string): Promise<Ingesteld | undefined> {
    const naam = apparaatInWoorden(half.apparaat);
    return this.tweestap.bewaak(half.gebruikerId, async () => {
      const uitdaging = await this.passkeys.neemUitdaging(half.sleutel);
      return this.stelIn(half, 'passkey', (m, gebruiker) =>
        this.passkeys.registreer(m, gebruiker, uitdaging, antwoord, naam),
      );
    });
  }

  /** Returns what a browser needs to make or use a passkey. */
  async passkeyvraag(half: HalveSessie): Promise<object | undefined> {
    if (!this.passkeys.mogelijk) throw passkeyMislukt();
    const beeld = await this.beeld(half);
    if (!beeld) return undefined;
    if (beeld.stap === 'factor') return this.passkeys.vraag(half.sleutel, half.gebruikerId);
    const gebruiker = await this.dataSource.manager.findOneByOrFail(Gebruiker, { id: half.gebruikerId });
    return this.passkeys.vraagNieuwe(half.sleutel, gebruiker);
  }

  private stelIn(
    half: HalveSessie,
    soort: Tweestapsoort,
    doe: (m: EntityManager, gebruiker: Gebruiker, sessie: Sessie) => Promise<void>,
  ): Promise<Ingesteld | undefined> {
    return this.vast(half, async (m, gebruiker, sessie) => {
      // A password alone may not add a way in beside one that is there.
      if (heeftTweedeStap(await this.tweestap.stand(m, gebruiker.id))) throw tweedeStapBestaat();
      await doe(m, gebruiker, sessie);
      const codes = await this.tweestap.maakHerstelcodes(m, gebruiker.id);
      await this.noteer(m, gebruiker, 'gebruiker.tweede-stap-ingesteld', { soort });
      await this.inloggen.meldWijziging(m, gebruiker, `${soort}-ingesteld`, half.apparaat);
      const begonnen = await this.rondAf(m, gebruiker, half);
      return begonnen && { begonnen, codes };
    });
  }

  /** Holds the gebruiker and the half session, in that order, and does nothing when they are not there. */
  private vast<T>(
    { sleutel, gebruikerId }: HalveSessie,
    doe: (m: EntityManager, gebruiker: Gebruiker, sessie: Sessie) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    return inTransaction(this.dataSource, async (m) => {
      const gebruiker = await this.tweestap.houVast(m, gebruikerId);
      const sessie = await this.sessies.houVast(m, sleutel);
      return sessie?.stap && sessie.gebruikerId === gebruikerId ? doe(m, gebruiker, sessie) : undefined;
    });
  }

  /** The whole session, under a new key. */
  private async rondAf(
    m: EntityManager,
    gebruiker: Gebruiker,
    { sleutel }: HalveSessie,
  ): Promise<Begonnen | undefined> {
    const begonnen = await this.sessies.vernieuw(m, sleutel, { stap: null });
    if (begonnen) await this.noteer(m, gebruiker, 'gebruiker.ingelogd', {});
    return begonnen;
  }

  private async meldHerstelcode(m: EntityManager, gebruiker: Gebruiker, half: HalveSessie): Promise<void> {
    const { herstelcodes } = await this.tweestap.stand(m, gebruiker.id);
    await this.noteer(m, gebruiker, 'gebruiker.herstelcode-gebruikt', { over: herstelcodes });
    await this.inloggen.meldWijziging(m, gebruiker, 'herstelcode-gebruikt', half.apparaat);
  }

  private noteer<Code extends keyof Auditcodes>(
    m: EntityManager,
    { id, naam }: Gebruiker,
    code: Code,
    gegevens: Auditcodes[Code],
  ): Promise<void> {
    const wie: Wie = { soort: 'gebruiker', id, naam, rol: null, bestuurId: null };
    return this.audit.noteer(m, { wie, code, onderwerp: { soort: 'gebruiker', id }, gegevens });
  }
}
