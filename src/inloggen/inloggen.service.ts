import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Inkijk } from '../audit/inkijk.service.js';
import { anoniem, type Wie } from '../toegang/wie.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { beginpagina } from '../toegang/navigatie.rules.js';
import { SessiesService, type Begonnen } from '../toegang/sessies.service.js';
import { Wachtwoorden } from '../toegang/wachtwoorden.service.js';
import { LogInLimiet, type Inlogpoging } from './inloglimiet.service.js';
import { Aanbieder } from './oidc/aanbieder.service.js';
import { inlogpaden } from './paden.js';

/** The way in with a password, for who works with the academie. */
@Injectable()
export class InloggenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessies: SessiesService,
    private readonly wachtwoorden: Wachtwoorden,
    private readonly limiet: LogInLimiet,
    private readonly audit: AuditService,
    private readonly inkijk: Inkijk,
    private readonly oidc: Aanbieder,
  ) {}

  /** Name of the provider of OpenID Connect; null when there is none. */
  get aanbieder(): string | null {
    return this.oidc.naam;
  }

  /** Begins a session for who knows the password; undefined for everybody else. @throws TooManyRequests */
  async metWachtwoord(
    poging: Inlogpoging,
    wachtwoord: string,
    apparaat: string | undefined,
  ): Promise<Begonnen | undefined> {
    const gebruiker = await this.limiet.bewaak(poging, () =>
      this.wachtwoorden.controleer(poging.adres, wachtwoord),
    );
    if (gebruiker) return this.begin(gebruiker, apparaat);
    await this.mislukt(poging.adres);
    return undefined;
  }

  /** Where somebody goes on who has just proved who they are. */
  async waarheen({ sleutel, stap }: Begonnen, terug: string | null): Promise<string> {
    if (stap) return inlogpaden.tweedeStapEnTerug(terug);
    const bezoeker = await this.sessies.wieHeeft(sleutel);
    return terug ?? beginpagina(bezoeker?.wie ?? anoniem);
  }

  private begin({ id, naam }: Gebruiker, apparaat: string | undefined): Promise<Begonnen> {
    return inTransaction(this.dataSource, async (m) => {
      const begonnen = await this.sessies.beginNaWachtwoord(m, id, apparaat);
      const wie: Wie = { soort: 'gebruiker', id, naam, rol: null, bestuurId: null };
      const onderwerp = { soort: 'gebruiker' as const, id };
      // With a second step still to take, somebody is logged in only after that.
      if (!begonnen.stap)
        await this.audit.noteer(m, { wie, code: 'gebruiker.ingelogd', onderwerp, gegevens: {} });
      return begonnen;
    });
  }

  /** A password that was not right, for whoever it was tried. */
  private async mislukt(adres: string): Promise<void> {
    const gebruiker = await this.dataSource.manager.findOneBy(Gebruiker, { emailNorm: adres });
    await this.inkijk.mislukteInlog(gebruiker?.id);
  }
}
