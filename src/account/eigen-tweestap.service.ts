import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Tweestapsoort } from '../audit/auditcodes.rules.js';
import { inTransaction } from '../platform/database/transaction.js';
import { apparaatInWoorden } from '../toegang/apparaat.rules.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { Herstelcode } from '../toegang/herstelcode.entity.js';
import { SessiesService, type Begonnen } from '../toegang/sessies.service.js';
import { PasskeysService } from '../toegang/tweestap/passkeys.service.js';
import {
  laatsteTweedeStap,
  passkeyMislukt,
  tweedeStapOnbekend,
} from '../toegang/tweestap/tweestap.errors.js';
import { heeftTweedeStap, TweestapService } from '../toegang/tweestap/tweestap.service.js';
import { Tweestapbewaking } from '../toegang/tweestap/tweestapbewaking.service.js';
import { AccountService, type Eigenaar, type Wijziging } from './account.service.js';
import { sessieVoorbij } from './account.errors.js';

/** The session goes on under a new key; `codes` are the recovery codes that came with it, shown once. */
export interface Gewijzigd {
  begonnen: Begonnen;
  codes: string[];
}

type Gedaan = Wijziging & { codes: string[] };

/** The second step, as its owner sets it up and takes it away. Each change asks for the password. */
@Injectable()
export class EigenTweestapService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly account: AccountService,
    private readonly sessies: SessiesService,
    private readonly tweestap: TweestapService,
    private readonly passkeys: PasskeysService,
    private readonly bewaking: Tweestapbewaking,
  ) {}

  /** Returns the secret to scan; undefined when there is an app already. */
  voorstel({ gebruikerId, sleutel }: Eigenaar): Promise<{ geheim: string; adres: string } | undefined> {
    return inTransaction(this.dataSource, async (m) => {
      const gebruiker = await this.tweestap.houVast(m, gebruikerId);
      const sessie = await this.sessies.houVast(m, sleutel);
      if (!sessie) throw sessieVoorbij();
      return gebruiker.totpGeheim ? undefined : this.tweestap.voorstel(m, sessie, gebruiker.email);
    });
  }

  async stelAppIn(eigen: Eigenaar, wachtwoord: string, code: string): Promise<Gewijzigd> {
    await this.bewaking.vraagWachtwoord(eigen.gebruikerId, eigen.sleutel, wachtwoord);
    return this.wijzig(eigen, async (m, gebruiker, sessie) => {
      const codes = await this.eersteCodes(m, gebruiker.id);
      await this.tweestap.stelAppIn(m, gebruiker, sessie, code);
      return this.ingesteld('app', codes);
    });
  }

  async verwijderApp(eigen: Eigenaar, wachtwoord: string): Promise<Gewijzigd> {
    await this.bewaking.vraagWachtwoord(eigen.gebruikerId, eigen.sleutel, wachtwoord);
    return this.wijzig(eigen, async (m, gebruiker) => {
      await this.tweestap.verwijderApp(m, gebruiker);
      return this.verwijderd(m, gebruiker.id, 'app');
    });
  }

  /** Returns what the browser needs to make a passkey. The password comes first, or it would make one in vain. */
  async passkeyvraag(eigen: Eigenaar, wachtwoord: string): Promise<object> {
    if (!this.passkeys.mogelijk) throw passkeyMislukt();
    await this.bewaking.vraagWachtwoord(eigen.gebruikerId, eigen.sleutel, wachtwoord);
    const { gebruikerId, sleutel } = eigen;
    const gebruiker = await this.dataSource.manager.findOneByOrFail(Gebruiker, { id: gebruikerId });
    return this.passkeys.vraagNieuwe(sleutel, gebruiker);
  }

  /** @param antwoord of the browser, JSON. @param naam by which its owner knows it; empty for that of this browser. */
  async stelPasskeyIn(
    eigen: Eigenaar,
    wachtwoord: string,
    antwoord: string,
    naam: string,
  ): Promise<Gewijzigd> {
    await this.bewaking.vraagWachtwoord(eigen.gebruikerId, eigen.sleutel, wachtwoord);
    return this.bewaking.bewaak(eigen.gebruikerId, async () => {
      const uitdaging = await this.passkeys.neemUitdaging(eigen.sleutel);
      return this.wijzig(eigen, async (m, gebruiker) => {
        const codes = await this.eersteCodes(m, gebruiker.id);
        const hoeHetHeet = naam || apparaatInWoorden(eigen.apparaat);
        await this.passkeys.registreer(m, gebruiker, uitdaging, antwoord, hoeHetHeet);
        return this.ingesteld('passkey', codes);
      });
    });
  }

  async verwijderPasskey(eigen: Eigenaar, wachtwoord: string, id: string): Promise<Gewijzigd> {
    await this.bewaking.vraagWachtwoord(eigen.gebruikerId, eigen.sleutel, wachtwoord);
    return this.wijzig(eigen, async (m, gebruiker) => {
      await this.passkeys.verwijder(m, gebruiker.id, id);
      return this.verwijderd(m, gebruiker.id, 'passkey');
    });
  }

  async vernieuwHerstelcodes(eigen: Eigenaar, wachtwoord: string): Promise<Gewijzigd> {
    await this.bewaking.vraagWachtwoord(eigen.gebruikerId, eigen.sleutel, wachtwoord);
    return this.wijzig(eigen, async (m, gebruiker) => {
      if (!heeftTweedeStap(await this.tweestap.stand(m, gebruiker.id))) throw tweedeStapOnbekend();
      const codes = await this.tweestap.maakHerstelcodes(m, gebruiker.id);
      return { nieuws: 'herstelcodes', code: 'gebruiker.herstelcodes-vernieuwd', gegevens: {}, codes };
    });
  }

  private async wijzig(
    eigen: Eigenaar,
    doe: (...met: Parameters<Parameters<AccountService['wijzig']>[1]>) => Promise<Gedaan>,
  ): Promise<Gewijzigd> {
    const { begonnen, wijziging } = await this.account.wijzig(eigen, doe);
    return { begonnen, codes: wijziging.codes };
  }

  /** Recovery codes come with the first second step, and stay for those after it. */
  private async eersteCodes(m: EntityManager, gebruikerId: string): Promise<string[]> {
    const stand = await this.tweestap.stand(m, gebruikerId);
    return heeftTweedeStap(stand) ? [] : this.tweestap.maakHerstelcodes(m, gebruikerId);
  }

  private ingesteld(soort: Tweestapsoort, codes: string[]): Gedaan {
    return {
      nieuws: `${soort}-ingesteld`,
      code: 'gebruiker.tweede-stap-ingesteld',
      gegevens: { soort },
      codes,
    };
  }

  /** The last one cannot go from who must have one; with it go the recovery codes. */
  private async verwijderd(m: EntityManager, gebruikerId: string, soort: Tweestapsoort): Promise<Gedaan> {
    if (!heeftTweedeStap(await this.tweestap.stand(m, gebruikerId))) {
      if (await this.sessies.moetTweedeStap(m, gebruikerId)) throw laatsteTweedeStap();
      await m.delete(Herstelcode, { gebruikerId });
    }
    return {
      nieuws: `${soort}-verwijderd`,
      code: 'gebruiker.tweede-stap-verwijderd',
      gegevens: { soort },
      codes: [],
    };
  }
}
