import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { anoniem, type Wie } from '../toegang/wie.js';
import { inTransaction } from '../platform/database/transaction.js';
import { SessiesService, type Begonnen, type Hoedkeuze } from '../toegang/sessies.service.js';
import { rolNietVanJou } from './gebruikers.errors.js';

/** One human with several roles: goes on in another of them. */
@Injectable()
export class HoedenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessies: SessiesService,
    private readonly audit: AuditService,
  ) {}

  /**
   * @returns the new key, and who holds it now.
   * @throws DomainError `rol-niet-van-jou`, also for a role that has ended since the page was made.
   */
  async wissel(sleutel: string, keuze: Hoedkeuze): Promise<{ begonnen: Begonnen; wie: Wie }> {
    const gebruiker = await this.gebruikerVan(sleutel);
    const onderwerp = { soort: 'gebruiker' as const, id: gebruiker.id };
    const begonnen = await inTransaction(this.dataSource, async (m) => {
      const nieuw = await this.sessies.wissel(m, sleutel, keuze);
      if (!nieuw) return undefined;
      const gegevens = { rol: keuze === 'deelnemer' ? keuze : keuze.rol };
      await this.audit.noteer(m, { wie: gebruiker, code: 'gebruiker.rol-gewisseld', onderwerp, gegevens });
      return nieuw;
    });
    if (begonnen) return { begonnen, wie: (await this.sessies.wieHeeft(begonnen.sleutel))?.wie ?? anoniem };
    const gegevens = { waarom: 'rol-niet-van-jou' };
    await this.audit.tel(this.dataSource.manager, {
      wie: gebruiker,
      code: 'gebruiker.geweigerd',
      onderwerp,
      gegevens,
    });
    throw rolNietVanJou();
  }

  /** Also of who acts as deelnemer at the moment. */
  private async gebruikerVan(sleutel: string): Promise<Wie & { soort: 'gebruiker' }> {
    const bezoeker = await this.sessies.wieHeeft(sleutel);
    if (!bezoeker?.wie || !bezoeker.gebruikerId) throw rolNietVanJou();
    if (bezoeker.wie.soort === 'gebruiker') return bezoeker.wie;
    return { soort: 'gebruiker', id: bezoeker.gebruikerId, naam: '', rol: null, bestuurId: null };
  }
}
