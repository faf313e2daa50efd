import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { anoniem } from '../toegang/wie.js';
import { LogInLimiet } from '../inloggen/inloglimiet.js';
import { Settings } from '../platform/config/settings.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { UitnodigingenService } from './uitnodigingen.service.js';

/** A link by mail for who forgot the password. */
@Injectable()
export class VergetenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
    private readonly limiet: LogInLimiet,
    private readonly uitnodigingen: UitnodigingenService,
  ) {}

  /**
   * Mails a link to a known address; for an unknown one nothing happens. Who never took the invitation gets that anew.
   * @param adres as addressKey gives it
   */
  async stuur(adres: string): Promise<void> {
    if (!(await this.limiet.magNaarPostbus(adres))) return;
    await inTransaction(this.dataSource, async (m) => {
      const gebruiker = await m.findOneBy(Gebruiker, { emailNorm: adres, uitgeschakeldOp: IsNull() });
      if (!gebruiker || (gebruiker.demo && this.settings.production)) return;
      await this.uitnodigingen.maak(
        m,
        gebruiker,
        gebruiker.wachtwoordHash ? 'wachtwoord' : 'uitnodiging',
        anoniem,
      );
    });
  }
}
