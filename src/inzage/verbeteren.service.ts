import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { InzageService } from '../aanmeldingen/inzage.service.js';
import type { AanmeldingBeeld } from '../aanmeldingen/aanmeldingen.queries.js';
import { aanmeldingOnbekend } from '../aanmeldingen/aanmeldingen.errors.js';
import { LOPEND } from '../aanmeldingen/standen.js';
import { BerichtenService } from '../berichten/berichten.service.js';
import type { WijzigAanmeldingDto } from '../cohortbeheer/mensen/aanmeldingbeheer.dto.js';
import { AanmeldingbeheerService } from '../cohortbeheer/mensen/aanmeldingbeheer.service.js';
import { LogInLimiet } from '../inloggen/inloglimiet.service.js';
import { AdresVanAnder } from '../personen/personen.errors.js';
import { normaliseerEmail } from '../personen/personen.rules.js';
import { PersonenService } from '../personen/personen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { addHours } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { inTransaction } from '../platform/database/transaction.js';
import { gelijk, hashVan, stempel } from '../platform/secrets.js';
import { persoonOnbekend } from '../personen/personen.errors.js';
import { Persoon } from '../toegang/persoon.entity.js';
import type { Wie } from '../toegang/wie.js';
import { type Adreswens, leesAdreslink, wensdeel } from './adreslink.rules.js';
import { inzagepaden } from './paden.js';
import {
  aanmeldingVoorbij,
  adresHeeftEigenGegevens,
  adreslinkWerktNiet,
  anderBestuur,
  isHetAdres,
} from './verbeteren.errors.js';
import { adresBevestigen, adresGewijzigd } from './verbeteren.mails.js';

const UREN_GELDIG = 24;

type Deelnemer = Wie & { soort: 'persoon' };

/** What somebody may put right about themselves, without asking. */
@Injectable()
export class VerbeterenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly personen: PersonenService,
    private readonly berichten: BerichtenService,
    private readonly limiet: LogInLimiet,
    private readonly inzage: InzageService,
    private readonly beheer: AanmeldingbeheerService,
  ) {}

  /**
   * Mails a link to the address that somebody wants. Whether others have it, nobody learns who does not read its mail.
   * @throws InputError for the address that they have.
   */
  async vraagAdres(wie: Deelnemer, email: string): Promise<void> {
    const persoon = erNog(await this.dataSource.manager.findOneBy(Persoon, { id: wie.id }));
    if (email === persoon.email) throw isHetAdres();
    if (!(await this.limiet.magNaarPostbus(normaliseerEmail(email)))) return;
    const geldigTot = addHours(this.clock.now(), UREN_GELDIG);
    const deel = wensdeel({ email, tot: geldigTot.getTime() });
    const token = `${deel}.${this.bewijs(persoon, deel)}`;
    const link = this.settings.BASE_URL + inzagepaden.adres(token);
    await inTransaction(this.dataSource, (m) =>
      this.berichten.schrijf(m, [adresBevestigen(persoon, hashVan(token), { email, link, geldigTot })]),
    );
  }

  /** What the link asks, for the one whose it is. @throws DomainError `adreslink-werkt-niet` */
  async wensVan(wie: Deelnemer, token: string): Promise<Adreswens & { oud: string }> {
    const persoon = erNog(await this.dataSource.manager.findOneBy(Persoon, { id: wie.id }));
    return { ...this.controleer(persoon, token), oud: persoon.email };
  }

  /**
   * Whoever is logged in reads the mail of the new address too: from now on it is theirs. Other browsers are logged out,
   * and the old address is told.
   * @param sleutel of this browser.
   * @throws DomainError `adreslink-werkt-niet` or `adres-heeft-eigen-gegevens`
   */
  async bevestigAdres(wie: Deelnemer, token: string, sleutel: string): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const lock = { mode: 'for_no_key_update' } as const;
      const persoon = erNog(await m.findOne(Persoon, { where: { id: wie.id }, lock }));
      const { email } = this.controleer(persoon, token);
      const { email: oud } = persoon;
      await this.verhuis(m, wie, email);
      const op = this.clock.now();
      await m.update(Persoon, { id: wie.id }, { emailBevestigdOp: op });
      await m.query('DELETE FROM sessie WHERE persoon_id = $1 AND sleutel_hash <> $2', [
        wie.id,
        hashVan(sleutel),
      ]);
      await this.berichten.schrijf(m, [adresGewijzigd(persoon, oud, { nieuw: email, op })]);
    });
  }

  private async verhuis(m: EntityManager, wie: Deelnemer, email: string): Promise<void> {
    try {
      await this.personen.wijzigIn(m, wie, wie.id, { email });
    } catch (error) {
      throw error instanceof AdresVanAnder ? adresHeeftEigenGegevens() : error;
    }
  }

  /** With the address of now in it, so that a link works once. */
  private bewijs({ id, emailNorm }: Persoon, deel: string): string {
    return stempel(this.settings.SESSION_SECRET, 'adres', `${id} ${emailNorm} ${deel}`);
  }

  private controleer(persoon: Persoon, token: string): Adreswens {
    const gelezen = leesAdreslink(token);
    if (!gelezen || !gelijk(gelezen.bewijs, this.bewijs(persoon, gelezen.deel))) throw adreslinkWerktNiet();
    if (gelezen.wens.tot <= this.clock.now().getTime()) throw adreslinkWerktNiet();
    return gelezen.wens;
  }

  /** An own aanmelding that still runs. @throws DomainError `aanmelding-onbekend` or `aanmelding-voorbij` */
  async eigen(wie: Deelnemer, id: string): Promise<AanmeldingBeeld> {
    const { beeld } = await this.inzage.een(wie, id);
    if (beeld.persoonId !== wie.id) throw aanmeldingOnbekend();
    if (!LOPEND.includes(beeld.status)) throw aanmeldingVoorbij();
    return beeld;
  }

  /** @throws InputError for a school of another bestuur. */
  async verbeterAanmelding(wie: Deelnemer, beeld: AanmeldingBeeld, dto: WijzigAanmeldingDto): Promise<void> {
    await this.beheer.wijzig(wie, beeld.id, dto, (oud, nieuw) => {
      if (oud.bestuurId !== nieuw.bestuurId) throw anderBestuur();
    });
  }
}

/** Somebody may be erased while they are at it. @throws DomainError `persoon-onbekend` */
function erNog(persoon: Persoon | null): Persoon {
  if (!persoon) throw persoonOnbekend();
  return persoon;
}
