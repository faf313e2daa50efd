import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { createHash } from 'node:crypto';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { Persoon } from '../../toegang/persoon.entity.js';
import { Certificaat } from '../certificaat/certificaat.entity.js';
import { Badge } from './badge.entity.js';
import { statuslijstOnbekend } from './badges.errors.js';
import { badgetekst, type Ontvanger, PLAATSEN, statuslijsttekst } from './badges.rules.js';
import { BadgesleutelsService } from './badgesleutels.service.js';

/** The badges of certificaten, and the list that says which of them are not valid any more. */
@Injectable()
export class BadgesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly sleutels: BadgesleutelsService,
  ) {}

  /** The badge of a certificaat as a compact JWS: signed at the first call, the same at every other. */
  async van(certificaat: Certificaat): Promise<string> {
    return (await this.vanAlle([certificaat])).get(certificaat.id)!;
  }

  /** @returns the badges by the id of the certificaat. */
  async vanAlle(certificaten: Certificaat[]): Promise<Map<string, string>> {
    const m = this.dataSource.manager;
    const ids = certificaten.map(({ id }) => id);
    const lees = async (): Promise<Map<string, string>> => {
      const badges = await m.findBy(Badge, { certificaatId: In(ids) });
      return new Map(badges.map(({ certificaatId, jwt }) => [certificaatId, jwt]));
    };
    const bekend = await lees();
    const nieuw = certificaten.filter(({ id }) => !bekend.has(id));
    if (nieuw.length === 0) return bekend;
    // Somebody else may sign the same one at this moment: the first row stays, and both answer that one.
    const rijen = await this.ondertekenAlle(nieuw);
    await m.createQueryBuilder().insert().into(Badge).values(rijen).orIgnore().execute();
    return lees();
  }

  /**
   * A status list as a compact JWS.
   * @throws DomainError `statuslijst-onbekend` for a list in which nothing can stand yet.
   */
  async statuslijst(nummer: number): Promise<string> {
    const van = nummer * PLAATSEN;
    const hoogste = (await this.dataSource.manager.maximum(Certificaat, 'statusindex')) ?? 0;
    if (nummer > 0 && van > hoogste) throw statuslijstOnbekend();
    const rijen = await this.dataSource.query<{ plaats: number; sinds: Date }[]>(
      `SELECT statusindex - $1 AS plaats, greatest(ingetrokken_op, vervangen_op) AS sinds FROM certificaat
        WHERE (ingetrokken_op IS NOT NULL OR vervangen_op IS NOT NULL) AND statusindex >= $1 AND statusindex < $2`,
      [van, van + PLAATSEN],
    );
    const sleutel = await this.sleutels.actief();
    const sinds = new Date(Math.max(...rijen.map((rij) => rij.sinds.getTime()), sleutel.sinds.getTime()));
    const plaatsen = rijen.map(({ plaats }) => plaats);
    const tekst = statuslijsttekst(nummer, plaatsen, sinds, this.settings.BASE_URL);
    return this.sleutels.onderteken(sleutel, tekst, 'vc+jwt');
  }

  private async ondertekenAlle(certificaten: Certificaat[]): Promise<Badge[]> {
    const sleutel = await this.sleutels.actief();
    const adressen = await this.adressen(certificaten);
    const op = this.clock.now();
    return Promise.all(
      certificaten.map(async (certificaat) => {
        const ontvanger = ontvangerVan(certificaat.id, adressen.get(certificaat.aanmeldingId)!);
        const tekst = badgetekst(certificaat, ontvanger, this.settings.BASE_URL);
        const jwt = await this.sleutels.onderteken(sleutel, tekst, 'JWT');
        return { certificaatId: certificaat.id, kid: sleutel.kid, jwt, ondertekendOp: op };
      }),
    );
  }

  /** Mail addresses by aanmelding. */
  private async adressen(certificaten: Certificaat[]): Promise<Map<string, string>> {
    const rijen = await this.dataSource.manager
      .createQueryBuilder(Aanmelding, 'a')
      .innerJoin(Persoon, 'p', 'p.id = a.persoonId')
      .select('a.id', 'id')
      .addSelect('p.emailNorm', 'email')
      .where('a.id IN (:...ids)', { ids: certificaten.map(({ aanmeldingId }) => aanmeldingId) })
      .getRawMany<{ id: string; email: string }>();
    return new Map(rijen.map(({ id, email }) => [id, email]));
  }
}

/** The salt follows from the id, which nobody outside knows, so that signing twice gives the same badge. */
function ontvangerVan(certificaatId: string, email: string): Ontvanger {
  const hash = (tekst: string): string => createHash('sha256').update(tekst, 'utf8').digest('hex');
  const salt = hash(`salt:${certificaatId}`).slice(0, 32);
  return { identityHash: `sha256$${hash(email + salt)}`, salt };
}
