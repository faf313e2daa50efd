import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../audit/wie.js';
import { inTransaction } from '../platform/database/transaction.js';
import type { Gebruiker } from '../toegang/gebruiker.entity.js';
import { SessiesService } from '../toegang/sessies.service.js';
import { Wachtwoorden } from '../toegang/wachtwoorden.js';
import { LogInLimiet, type Poging } from './inloglimiet.js';

export interface Begonnen {
  /** For the cookie. */
  sleutel: string;
  uren: number;
}

/** The way in with a password, for who works with the academie. */
@Injectable()
export class InloggenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessies: SessiesService,
    private readonly wachtwoorden: Wachtwoorden,
    private readonly limiet: LogInLimiet,
    private readonly audit: AuditService,
  ) {}

  /** Begins a session for who knows the password; undefined for everybody else. @throws TooManyRequests */
  async metWachtwoord(
    poging: Poging,
    wachtwoord: string,
    apparaat: string | undefined,
  ): Promise<(Begonnen & { wie: Wie }) | undefined> {
    const gebruiker = await this.limiet.bewaak(poging, () =>
      this.wachtwoorden.controleer(poging.adres, wachtwoord),
    );
    return gebruiker && this.begin(gebruiker, apparaat);
  }

  private begin(gebruiker: Gebruiker, apparaat: string | undefined): Promise<Begonnen & { wie: Wie }> {
    return inTransaction(this.dataSource, async (m) => {
      const begonnen = await this.sessies.begin(m, { gebruikerId: gebruiker.id }, apparaat);
      const { id, naam, rol, bestuurId } = gebruiker;
      const wie: Wie = { soort: 'gebruiker', id, naam, rol, bestuurId };
      const onderwerp = { soort: 'gebruiker' as const, id };
      await this.audit.noteer(m, { wie, code: 'gebruiker.ingelogd', onderwerp, gegevens: {} });
      return { ...begonnen, wie };
    });
  }
}
