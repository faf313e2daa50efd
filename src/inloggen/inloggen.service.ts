import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, MoreThan } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Inkijk } from '../audit/inkijk.service.js';
import type { Wie } from '../audit/wie.js';
import { BerichtenService } from '../berichten/berichten.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { inTransaction } from '../platform/database/transaction.js';
import { hashVan, nieuwGeheim } from '../toegang/geheim.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { Inloglink } from '../toegang/inloglink.entity.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { SessiesService } from '../toegang/sessies.service.js';
import { inloglink } from './inloggen.mails.js';

export const LINK_MINUTEN = 30;

interface Begonnen {
  sleutel: string;
  uren: number;
}

/** Two ways in: a password for who works with the academie, a link by mail for a deelnemer. */
@Injectable()
export class InloggenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly sessies: SessiesService,
    private readonly berichten: BerichtenService,
    private readonly audit: AuditService,
    private readonly inkijk: Inkijk,
  ) {}

  /** Begins a session for someone whose password was right. */
  metWachtwoord(gebruiker: Gebruiker, apparaat: string | undefined): Promise<Begonnen & { wie: Wie }> {
    return inTransaction(this.dataSource, async (m) => {
      const begonnen = await this.sessies.begin(m, { gebruikerId: gebruiker.id }, apparaat);
      const { id, naam, rol, bestuurId } = gebruiker;
      const wie: Wie = { soort: 'gebruiker', id, naam, rol, bestuurId };
      const onderwerp = { soort: 'gebruiker' as const, id };
      await this.audit.noteer(m, { wie, code: 'gebruiker.ingelogd', onderwerp, gegevens: {} });
      return { ...begonnen, wie };
    });
  }

  /** A password that was not right, for whoever it was tried. */
  async mislukt(email: string): Promise<void> {
    const gebruiker = await this.dataSource.manager.findOneBy(Gebruiker, {
      emailNorm: email.trim().toLowerCase(),
    });
    await this.inkijk.mislukteInlog(gebruiker?.id);
  }

  /** Mails a link to a known address; for an unknown one nothing happens, and nobody can tell the difference. */
  async stuurLink(email: string): Promise<void> {
    const nu = this.clock.now();
    const persoon = await this.metAdres(email);
    if (!persoon) return;
    await inTransaction(this.dataSource, async (m) => {
      const geheim = nieuwGeheim();
      const sleutelHash = hashVan(geheim);
      const vervaltOp = new Date(nu.getTime() + LINK_MINUTEN * 60_000);
      await m.insert(Inloglink, { sleutelHash, persoonId: persoon.id, aangemaaktOp: nu, vervaltOp });
      const link = `${this.settings.BASE_URL}/inloggen/link/${geheim}`;
      await this.berichten.schrijf(m, [inloglink(persoon, sleutelHash, link, vervaltOp)]);
    });
  }

  /**
   * The address of a merged record leads to the person it became part of. The mail goes to the address of that person:
   * the other one may have been typed wrong, and be somebody else's.
   */
  private async metAdres(email: string): Promise<Persoon | null> {
    const { manager } = this.dataSource;
    const gevonden = await manager.findOneBy(Persoon, { emailNorm: email.trim().toLowerCase() });
    if (!gevonden?.samengevoegdMetId) return gevonden;
    return manager.findOneBy(Persoon, { id: gevonden.samengevoegdMetId });
  }

  /** Whose link this is, as long as it can be used. */
  async persoonVan(geheim: string): Promise<Persoon | null> {
    const link = await this.dataSource.manager.findOneBy(Inloglink, {
      sleutelHash: hashVan(geheim),
      gebruiktOp: IsNull(),
      vervaltOp: MoreThan(this.clock.now()),
    });
    return link && this.dataSource.manager.findOneBy(Persoon, { id: link.persoonId });
  }

  /** Uses a link up. @returns undefined when it was used before or is too old. */
  metLink(geheim: string, apparaat: string | undefined): Promise<Begonnen | undefined> {
    const nu = this.clock.now();
    return inTransaction(this.dataSource, async (m) => {
      const [gebruikt] = await m.query<[{ persoon_id: string }[], number]>(
        `UPDATE inloglink SET gebruikt_op = $2
          WHERE sleutel_hash = $1 AND gebruikt_op IS NULL AND vervalt_op > $2
         RETURNING (SELECT coalesce(p.samengevoegd_met_id, p.id) FROM persoon p WHERE p.id = persoon_id) AS persoon_id`,
        [hashVan(geheim), nu],
      );
      const persoonId = gebruikt[0]?.persoon_id;
      if (!persoonId) return undefined;
      await m.update(Persoon, { id: persoonId, emailBevestigdOp: IsNull() }, { emailBevestigdOp: nu });
      return this.sessies.begin(m, { persoonId }, apparaat);
    });
  }
}
