import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { type Wie, anoniem } from '../toegang/wie.js';
import { BerichtenService } from '../berichten/berichten.service.js';
import { Clock } from '../platform/clock/clock.js';
import { addHours, dateOf } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { inTransaction } from '../platform/database/transaction.js';
import { hashVan, nieuwGeheim } from '../platform/secrets.js';
import {
  Gebruiker,
  Herstelcode,
  Passkey,
  Uitnodiging,
  type Uitnodigingsoort,
} from '../toegang/gebruiker.entity.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { hoedenVan, type Hoed } from '../toegang/rollen.queries.js';
import { SessiesService, type Begonnen } from '../toegang/sessies.service.js';
import { wachtwoordFout } from '../toegang/wachtwoord.rules.js';
import { hashWachtwoord } from '../toegang/wachtwoorden.service.js';
import { InputError } from '../platform/errors/domain-error.js';
import { OidcKoppeling } from '../inloggen/oidc/oidc.entity.js';
import { gebruikerspaden } from './paden.js';
import { uitnodiging } from './gebruikers.mails.js';
import { hoedInWoorden } from '../toegang/gebruiker-rol.entity.js';
import { LogInLimiet } from '../inloggen/inloglimiet.service.js';
import { InloggenService } from '../inloggen/inloggen.service.js';

const UREN: Record<Uitnodigingsoort, number> = { uitnodiging: 7 * 24, wachtwoord: 1, herstel: 7 * 24 };

export interface Uitnodigingsbeeld {
  soort: Uitnodigingsoort;
  gebruiker: Gebruiker;
  hoeden: Hoed[];
  vervaltOp: Date;
}

/** Links with which somebody chooses a password: at the invitation, after forgetting it, after losing everything. */
@Injectable()
export class UitnodigingenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly audit: AuditService,
    private readonly berichten: BerichtenService,
    private readonly sessies: SessiesService,
    private readonly inloggen: InloggenService,
    private readonly limiet: LogInLimiet,
  ) {}

  /** A step: a new link, by mail too; those before it open nothing any more. @returns the link, absolute. */
  async maak(
    m: EntityManager,
    gebruiker: Gebruiker,
    soort: Uitnodigingsoort,
    door: Wie,
  ): Promise<{ link: string; vervaltOp: Date }> {
    const nu = this.clock.now();
    const geheim = nieuwGeheim();
    const sleutelHash = hashVan(geheim);
    const vervaltOp = addHours(nu, UREN[soort]);
    const open = { gebruikerId: gebruiker.id, gebruiktOp: IsNull(), vervangenOp: IsNull() };
    await m.update(Uitnodiging, open, { vervangenOp: nu });
    await m.insert(Uitnodiging, {
      ...{ sleutelHash, soort, vervaltOp, gebruikerId: gebruiker.id, aangemaaktOp: nu },
      doorId: door.soort === 'gebruiker' ? door.id : null,
      demo: !this.settings.production,
    });
    const link = this.settings.BASE_URL + gebruikerspaden.uitnodiging(geheim);
    const rollen = (await this.hoeden(m, gebruiker.id)).map(hoedInWoorden);
    const mail = uitnodiging(soort, gebruiker, sleutelHash, { rollen, link, geldigTot: vervaltOp });
    await this.berichten.schrijf(m, [mail]);
    return { link, vervaltOp };
  }

  /**
   * Mails a link to a known address; for an unknown one nothing happens. Who never took the invitation gets that anew.
   * @param adres as addressKey gives it
   */
  async stuurVergeten(adres: string): Promise<void> {
    if (!(await this.limiet.magNaarPostbus(adres))) return;
    await inTransaction(this.dataSource, async (m) => {
      const gebruiker = await m.findOneBy(Gebruiker, { emailNorm: adres, uitgeschakeldOp: IsNull() });
      if (!gebruiker || (gebruiker.demo && this.settings.production)) return;
      await this.maak(m, gebruiker, gebruiker.wachtwoordHash ? 'wachtwoord' : 'uitnodiging', anoniem);
    });
  }

  /** Finds what a link is for, as long as it can be used; looking does not use it up. */
  async vind(geheim: string): Promise<Uitnodigingsbeeld | null> {
    const { manager: m } = this.dataSource;
    const rij = await m.findOneBy(Uitnodiging, { sleutelHash: hashVan(geheim) });
    if (!rij || !this.isOpen(rij)) return null;
    const gebruiker = await m.findOneBy(Gebruiker, { id: rij.gebruikerId, uitgeschakeldOp: IsNull() });
    if (!gebruiker) return null;
    return {
      soort: rij.soort,
      gebruiker,
      hoeden: await this.hoeden(m, gebruiker.id),
      vervaltOp: rij.vervaltOp,
    };
  }

  private isOpen({ gebruiktOp, vervangenOp, vervaltOp, demo }: Uitnodiging): boolean {
    if (demo && this.settings.production) return false;
    return gebruiktOp === null && vervangenOp === null && vervaltOp > this.clock.now();
  }

  /** Of today, and of who begins later what they will be. */
  private hoeden(m: EntityManager, gebruikerId: string): Promise<Hoed[]> {
    return hoedenVan(m, gebruikerId, dateOf(this.clock.now()));
  }

  /**
   * Uses a link up: the password is chosen, and a session begins. Whoever was logged in with the old password is out.
   * @returns undefined when it was used before, is too old or was replaced.
   * @throws InputError when the name or the password cannot be.
   */
  async gebruik(
    geheim: string,
    { naam, wachtwoord }: { naam: string | undefined; wachtwoord: string },
    apparaat: string | undefined,
  ): Promise<Begonnen | undefined> {
    const beeld = await this.vind(geheim);
    if (!beeld) return undefined;
    const nieuweNaam = beeld.soort === 'uitnodiging' && naam !== undefined ? naam : beeld.gebruiker.naam;
    keur({ naam: nieuweNaam, wachtwoord, email: beeld.gebruiker.email });
    const wachtwoordHash = await hashWachtwoord(wachtwoord);
    return inTransaction(this.dataSource, async (m) => {
      const nu = this.clock.now();
      const klaar = await m.update(
        Uitnodiging,
        { sleutelHash: hashVan(geheim), gebruiktOp: IsNull(), vervangenOp: IsNull() },
        { gebruiktOp: nu },
      );
      if (klaar.affected !== 1) return undefined;
      const { gebruiker, soort } = beeld;
      await m.update(Gebruiker, gebruiker.id, { naam: nieuweNaam, wachtwoordHash });
      // The link came by mail, so the address is theirs; a deelnemer of that address is them too.
      const deelnemer = { emailNorm: gebruiker.emailNorm, emailBevestigdOp: IsNull() };
      await m.update(Persoon, deelnemer, { emailBevestigdOp: nu });
      if (soort === 'herstel') await this.zonderTweedeStap(m, gebruiker.id);
      await this.sessies.beeindigAlle(m, gebruiker.id);
      await this.noteer(m, { ...gebruiker, naam: nieuweNaam }, soort, apparaat);
      return this.sessies.beginNaWachtwoord(m, gebruiker.id, apparaat);
    });
  }

  private async zonderTweedeStap(m: EntityManager, gebruikerId: string): Promise<void> {
    await m.update(Gebruiker, gebruikerId, { totpGeheim: null, totpSinds: null, totpStap: null });
    await m.delete(Passkey, { gebruikerId });
    await m.delete(Herstelcode, { gebruikerId });
    await m.delete(OidcKoppeling, { gebruikerId });
  }

  private async noteer(
    m: EntityManager,
    gebruiker: Gebruiker,
    soort: Uitnodigingsoort,
    apparaat: string | undefined,
  ): Promise<void> {
    const { id, naam } = gebruiker;
    await this.audit.noteer(m, {
      wie: { soort: 'gebruiker', id, naam, rol: null, bestuurId: null },
      code: 'gebruiker.wachtwoord-gekozen',
      onderwerp: { soort: 'gebruiker', id },
      gegevens: { met: soort },
    });
    if (soort !== 'uitnodiging') await this.inloggen.meldWijziging(m, gebruiker, 'wachtwoord', apparaat);
  }
}

function keur({ naam, wachtwoord, email }: { naam: string; wachtwoord: string; email: string }): void {
  const fouten = [];
  if (!/\p{L}/u.test(naam)) fouten.push({ veld: 'naam', melding: 'Vul je naam in.' });
  else if (naam.length > 120) fouten.push({ veld: 'naam', melding: 'Gebruik hoogstens 120 tekens.' });
  const melding = wachtwoordFout(wachtwoord, { naam, email });
  if (melding) fouten.push({ veld: 'wachtwoord', melding });
  if (fouten.length > 0) throw new InputError(fouten);
}
