import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Auditcodes, Tweestapsoort } from '../audit/auditcodes.rules.js';
import type { Wie } from '../toegang/wie.js';
import type { Beveiligingsnieuws } from '../inloggen/inloggen.mails.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { hashVan } from '../platform/secrets.js';
import { Gebruiker, Herstelcode, Uitnodiging } from '../toegang/gebruiker.entity.js';
import { Sessie } from '../toegang/sessie.entity.js';
import { type Begonnen, type Sessiehouder, SessiesService } from '../toegang/sessies.service.js';
import { heeftTweedeStap, TweestapService } from '../toegang/tweestap/tweestap.service.js';
import { wachtwoordFout } from '../toegang/wachtwoord.rules.js';
import { hashWachtwoord } from '../toegang/wachtwoorden.service.js';
import { geenWachtwoord, sessieOnbekend, sessieVoorbij, wachtwoordGeweigerd } from './account.errors.js';
import { InloggenService } from '../inloggen/inloggen.service.js';
import { apparaatInWoorden } from '../toegang/apparaat.rules.js';
import { PasskeysService } from '../toegang/tweestap/passkeys.service.js';
import {
  laatsteTweedeStap,
  passkeyMislukt,
  tweedeStapOnbekend,
} from '../toegang/tweestap/tweestap.errors.js';

/** A gebruiker at the own account, in this browser. */
export interface Eigenaar {
  wie: Wie;
  gebruikerId: string;
  /** The key of this browser. */
  sleutel: string;
  /** As this browser describes itself. */
  apparaat: string | undefined;
}

/** What happened to the way in, for the mail and the audit line. */
export interface Wijziging<Code extends keyof Auditcodes = keyof Auditcodes> {
  nieuws: Beveiligingsnieuws;
  code: Code;
  gegevens: Auditcodes[Code];
}

/** The session goes on under a new key; `codes` are the recovery codes that came with it, shown once. */
export interface Gewijzigd {
  begonnen: Begonnen;
  codes: string[];
}

type Gedaan = Wijziging & { codes: string[] };

/** Changes to the own account, by its owner. Each change of the second step asks for the password. */
@Injectable()
export class AccountService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly sessies: SessiesService,
    private readonly tweestap: TweestapService,
    private readonly passkeys: PasskeysService,
    private readonly inloggen: InloggenService,
    private readonly audit: AuditService,
  ) {}

  async noem({ wie, gebruikerId: id }: Eigenaar, naam: string): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const gebruiker = await this.tweestap.houVast(m, id);
      if (gebruiker.naam === naam) return;
      await m.update(Gebruiker, id, { naam });
      await this.noteer(m, wie, id, 'gebruiker.gewijzigd', { velden: ['naam'] });
    });
  }

  /** @throws TooManyRequests, DomainError by field */
  async kiesWachtwoord(eigen: Eigenaar, wachtwoord: string, nieuw: string): Promise<Begonnen> {
    const gebruiker = await this.dataSource.manager.findOneByOrFail(Gebruiker, { id: eigen.gebruikerId });
    if (gebruiker.wachtwoordHash === null) throw geenWachtwoord();
    await this.tweestap.vraagWachtwoord(eigen.gebruikerId, eigen.sleutel, wachtwoord);
    const fout = wachtwoordFout(nieuw, gebruiker);
    if (fout) throw wachtwoordGeweigerd(fout);
    const wachtwoordHash = await hashWachtwoord(nieuw);
    const { begonnen } = await this.wijzig(eigen, async (m) => {
      await m.update(Gebruiker, gebruiker.id, { wachtwoordHash });
      // Whoever asked for a link to choose another one has no more use for it.
      const open = { gebruikerId: gebruiker.id, gebruiktOp: IsNull(), vervangenOp: IsNull() };
      await m.update(Uitnodiging, { ...open, soort: 'wachtwoord' }, { vervangenOp: this.clock.now() });
      return {
        nieuws: 'wachtwoord',
        code: 'gebruiker.wachtwoord-gekozen',
        gegevens: { met: 'account' },
      };
    });
    return begonnen;
  }

  /**
   * Changes the way in: tells the owner, logs out everywhere else, and goes on here under a new key.
   * @param doe what is changed, with the gebruiker and this session held
   */
  private wijzig<Code extends keyof Auditcodes, W extends Wijziging<Code>>(
    { wie, gebruikerId, sleutel, apparaat }: Eigenaar,
    doe: (m: EntityManager, gebruiker: Gebruiker, sessie: Sessie) => Promise<W>,
  ): Promise<{ begonnen: Begonnen; wijziging: W }> {
    return inTransaction(this.dataSource, async (m) => {
      const gebruiker = await this.tweestap.houVast(m, gebruikerId);
      const sessie = await this.sessies.houVast(m, sleutel);
      if (!sessie || sessie.stap || sessie.gebruikerId !== gebruikerId) throw sessieVoorbij();
      const wijziging = await doe(m, gebruiker, sessie);
      await this.noteer(m, wie, gebruikerId, wijziging.code, wijziging.gegevens);
      await this.inloggen.meldWijziging(m, gebruiker, wijziging.nieuws, apparaat);
      await this.sessies.beeindigAlle(m, gebruikerId, sleutel);
      const begonnen = await this.sessies.vernieuw(m, sleutel);
      if (!begonnen) throw sessieVoorbij();
      return { begonnen, wijziging };
    });
  }

  /** Logs out one browser. @param sleutelHash as the list of sessions names it @returns whether it was this one. */
  async beeindig(wie: Wie, houder: Sessiehouder, sleutelHash: string, eigen: string): Promise<boolean> {
    await inTransaction(this.dataSource, async (m) => {
      const { affected } = await m.delete(Sessie, { ...deze(houder), sleutelHash });
      if (affected !== 1) throw sessieOnbekend();
      await this.noteerEinde(m, wie, houder, 1);
    });
    return sleutelHash === hashVan(eigen);
  }

  /** Logs out everywhere but in this browser. @returns how many that were. */
  beeindigAndere(wie: Wie, houder: Sessiehouder, eigen: string): Promise<number> {
    return inTransaction(this.dataSource, async (m) => {
      const sessies = await m.findBy(Sessie, deze(houder));
      const andere = sessies.map(({ sleutelHash }) => sleutelHash).filter((een) => een !== hashVan(eigen));
      if (andere.length === 0) return 0;
      await m.delete(Sessie, andere);
      await this.noteerEinde(m, wie, houder, andere.length);
      return andere.length;
    });
  }

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
    await this.tweestap.vraagWachtwoord(eigen.gebruikerId, eigen.sleutel, wachtwoord);
    return this.wijzigTweedeStap(eigen, async (m, gebruiker, sessie) => {
      const codes = await this.eersteCodes(m, gebruiker.id);
      await this.tweestap.stelAppIn(m, gebruiker, sessie, code);
      return this.ingesteld('app', codes);
    });
  }

  async verwijderApp(eigen: Eigenaar, wachtwoord: string): Promise<Gewijzigd> {
    await this.tweestap.vraagWachtwoord(eigen.gebruikerId, eigen.sleutel, wachtwoord);
    return this.wijzigTweedeStap(eigen, async (m, gebruiker) => {
      await this.tweestap.verwijderApp(m, gebruiker);
      return this.verwijderd(m, gebruiker.id, 'app');
    });
  }

  /** Returns what the browser needs to make a passkey. The password comes first, or it would make one in vain. */
  async passkeyvraag(eigen: Eigenaar, wachtwoord: string): Promise<object> {
    if (!this.passkeys.mogelijk) throw passkeyMislukt();
    await this.tweestap.vraagWachtwoord(eigen.gebruikerId, eigen.sleutel, wachtwoord);
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
    await this.tweestap.vraagWachtwoord(eigen.gebruikerId, eigen.sleutel, wachtwoord);
    return this.tweestap.bewaak(eigen.gebruikerId, async () => {
      const uitdaging = await this.passkeys.neemUitdaging(eigen.sleutel);
      return this.wijzigTweedeStap(eigen, async (m, gebruiker) => {
        const codes = await this.eersteCodes(m, gebruiker.id);
        const hoeHetHeet = naam || apparaatInWoorden(eigen.apparaat);
        await this.passkeys.registreer(m, gebruiker, uitdaging, antwoord, hoeHetHeet);
        return this.ingesteld('passkey', codes);
      });
    });
  }

  async verwijderPasskey(eigen: Eigenaar, wachtwoord: string, id: string): Promise<Gewijzigd> {
    await this.tweestap.vraagWachtwoord(eigen.gebruikerId, eigen.sleutel, wachtwoord);
    return this.wijzigTweedeStap(eigen, async (m, gebruiker) => {
      await this.passkeys.verwijder(m, gebruiker.id, id);
      return this.verwijderd(m, gebruiker.id, 'passkey');
    });
  }

  async vernieuwHerstelcodes(eigen: Eigenaar, wachtwoord: string): Promise<Gewijzigd> {
    await this.tweestap.vraagWachtwoord(eigen.gebruikerId, eigen.sleutel, wachtwoord);
    return this.wijzigTweedeStap(eigen, async (m, gebruiker) => {
      if (!heeftTweedeStap(await this.tweestap.stand(m, gebruiker.id))) throw tweedeStapOnbekend();
      const codes = await this.tweestap.maakHerstelcodes(m, gebruiker.id);
      return { nieuws: 'herstelcodes', code: 'gebruiker.herstelcodes-vernieuwd', gegevens: {}, codes };
    });
  }

  private async wijzigTweedeStap(
    eigen: Eigenaar,
    doe: (...met: Parameters<Parameters<AccountService['wijzig']>[1]>) => Promise<Gedaan>,
  ): Promise<Gewijzigd> {
    const { begonnen, wijziging } = await this.wijzig(eigen, doe);
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

  private noteerEinde(m: EntityManager, wie: Wie, houder: Sessiehouder, aantal: number): Promise<void> {
    const onderwerp =
      'gebruikerId' in houder
        ? { soort: 'gebruiker' as const, id: houder.gebruikerId }
        : { soort: 'persoon' as const, id: houder.persoonId };
    return this.audit.noteer(m, { wie, code: 'account.sessies-beeindigd', onderwerp, gegevens: { aantal } });
  }

  private noteer<Code extends keyof Auditcodes>(
    m: EntityManager,
    wie: Wie,
    id: string,
    code: Code,
    gegevens: Auditcodes[Code],
  ): Promise<void> {
    return this.audit.noteer(m, { wie, code, onderwerp: { soort: 'gebruiker', id }, gegevens });
  }
}

/** The sessions of a gebruiker, also those in which they act as deelnemer; or of somebody who is only that. */
const deze = (houder: Sessiehouder) =>
  'gebruikerId' in houder
    ? { gebruikerId: houder.gebruikerId }
    : { persoonId: houder.persoonId, gebruikerId: IsNull() };
