import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, MoreThan, type EntityManager } from 'typeorm';
import { BerichtenService } from '../../berichten/berichten.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Gebruiker } from '../../toegang/gebruiker.entity.js';
import { gelijk, hashVan, nieuwGeheim } from '../../platform/secrets.js';
import { Persoon } from '../../toegang/persoon.entity.js';
import { LogInLimiet } from '../inloglimiet.service.js';
import { inlogpaden } from '../paden.js';
import { Aanbieder } from './aanbieder.service.js';
import { koppelen } from '../inloggen.mails.js';
import { OidcService, SLOT, type Ingelogd } from './oidc.service.js';
import { InlogGeweigerd } from './oidc.errors.js';
import { persoonMetAdres } from '../inloggen.service.js';
import { OidcVerzoek } from './oidc.entity.js';

/** Links an account of elsewhere with whoever reads the mail of an address that we know. */
@Injectable()
export class KoppellinkService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly limiet: LogInLimiet,
    private readonly berichten: BerichtenService,
    private readonly aanbieder: Aanbieder,
    private readonly oidc: OidcService,
  ) {}

  /**
   * Mails a link to an address that we know, in place of the earlier one; for an unknown one nothing happens. Whoever
   * waits for it can tell which.
   */
  async stuur(sleutel: string, adres: string): Promise<void> {
    if (!(await this.limiet.magNaarPostbus(adres))) return;
    await inTransaction(this.dataSource, async (m) => {
      const { sleutelHash, vervaltOp } = await this.oidc.verzoek(m, sleutel, true);
      const gebruiker = await this.gebruiker(m, adres);
      const persoon = gebruiker ? null : await persoonMetAdres(m, adres);
      const aan = (gebruiker ?? persoon)?.email;
      if (!aan) return;
      const geheim = nieuwGeheim();
      const linkHash = hashVan(geheim);
      const eigenaar = { gebruikerId: gebruiker?.id ?? null, persoonId: persoon?.id ?? null };
      await m.update(OidcVerzoek, { sleutelHash }, { linkHash, ...eigenaar });
      const gegevens = {
        aanbieder: this.aanbieder.naam ?? '',
        link: this.settings.BASE_URL + inlogpaden.oidcKoppelenMet(geheim),
        geldigTot: vervaltOp,
      };
      await this.berichten.schrijf(m, [koppelen(aan, persoon, linkHash, gegevens)]);
    });
  }

  private gebruiker(m: EntityManager, emailNorm: string): Promise<Gebruiker | null> {
    const { production } = this.settings;
    return m.findOneBy(Gebruiker, {
      emailNorm,
      uitgeschakeldOp: IsNull(),
      ...(production ? { demo: false } : {}),
    });
  }

  /** With which address it links. @throws InlogGeweigerd */
  async adresVan(geheim: string, sleutel: string): Promise<string> {
    const { manager: m } = this.dataSource;
    const { gebruikerId, persoonId } = await this.metLink(m, geheim, sleutel);
    const { email } = gebruikerId
      ? await m.findOneByOrFail(Gebruiker, { id: gebruikerId })
      : await m.findOneByOrFail(Persoon, { id: persoonId! });
    return email;
  }

  /** Uses the link up, and logs in. @throws InlogGeweigerd */
  gebruik(geheim: string, sleutel: string, apparaat: string | undefined): Promise<Ingelogd> {
    return inTransaction(this.dataSource, async (m) => {
      const verzoek = await this.metLink(m, geheim, sleutel, true);
      const { gebruikerId, persoonId } = verzoek;
      if (persoonId)
        await m.update(
          Persoon,
          { id: persoonId, emailBevestigdOp: IsNull() },
          { emailBevestigdOp: this.clock.now() },
        );
      return this.oidc.koppel(m, verzoek, { gebruikerId, persoonId }, apparaat);
    });
  }

  private async metLink(
    m: EntityManager,
    geheim: string,
    sleutel: string,
    slot = false,
  ): Promise<OidcVerzoek> {
    const hier = this.settings.production ? { demo: false } : {};
    const where = { linkHash: hashVan(geheim), vervaltOp: MoreThan(this.clock.now()), ...hier };
    const verzoek = await m.findOne(OidcVerzoek, { where, ...(slot ? SLOT : {}) });
    if (!verzoek) throw new InlogGeweigerd('link-werkt-niet');
    if (!gelijk(verzoek.sleutelHash, hashVan(sleutel)))
      throw new InlogGeweigerd('andere-browser', verzoek.gebruikerId ?? undefined);
    return verzoek;
  }
}
