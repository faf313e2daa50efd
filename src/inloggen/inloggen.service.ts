import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, MoreThan } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Inkijk } from '../audit/inkijk.service.js';
import { anoniem, type Wie } from '../toegang/wie.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { beginpagina } from '../toegang/navigatie.rules.js';
import { type Begonnen, SessiesService } from '../toegang/sessies.service.js';
import { Wachtwoorden } from '../toegang/wachtwoorden.service.js';
import { type Inlogpoging, LogInLimiet } from './inloglimiet.service.js';
import { inlogpaden } from './paden.js';
import { BerichtenService } from '../berichten/berichten.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { hashVan, nieuwGeheim } from '../platform/secrets.js';
import { Inloglink } from './inloglink.entity.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { beveiligingGewijzigd, type Beveiligingsnieuws, inloglink } from './inloggen.mails.js';
import { addressKey } from '../platform/text/address.js';
import { apparaatInWoorden } from '../toegang/apparaat.rules.js';

export const LINK_MINUTEN = 30;

/** The ways in: a password, for who works with the academie, and a link by mail, for a deelnemer. */
@Injectable()
export class InloggenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly sessies: SessiesService,
    private readonly wachtwoorden: Wachtwoorden,
    private readonly limiet: LogInLimiet,
    private readonly audit: AuditService,
    private readonly inkijk: Inkijk,
    private readonly berichten: BerichtenService,
  ) {}

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

  /**
   * Mails a link to a known address, in place of earlier ones; for an unknown one nothing happens. Whoever waits for it
   * can tell which.
   */
  async stuurLink(email: string): Promise<void> {
    if (!(await this.limiet.magNaarPostbus(email))) return;
    const nu = this.clock.now();
    const persoon = await persoonMetAdres(this.dataSource.manager, email);
    if (!persoon) return;
    await inTransaction(this.dataSource, async (m) => {
      // Two who ask at once: the second ends what the first got.
      await m.query('SELECT FROM persoon WHERE id = $1 FOR NO KEY UPDATE', [persoon.id]);
      await this.beeindigLinks(m, persoon.id);
      const geheim = nieuwGeheim();
      const sleutelHash = hashVan(geheim);
      const vervaltOp = new Date(nu.getTime() + LINK_MINUTEN * 60_000);
      const demo = !this.settings.production;
      await m.insert(Inloglink, { sleutelHash, persoonId: persoon.id, aangemaaktOp: nu, vervaltOp, demo });
      const link = this.settings.BASE_URL + inlogpaden.metLink(geheim);
      await this.berichten.schrijf(m, [inloglink(persoon, sleutelHash, link, vervaltOp)]);
    });
  }

  /** A step: no link of this person works any more, and one that has not left yet stays here. */
  private async beeindigLinks(m: EntityManager, persoonId: string): Promise<void> {
    await m.delete(Inloglink, { persoonId, gebruiktOp: IsNull() });
    await m.query(
      `UPDATE bericht SET status = 'vervallen', bezig_tot = NULL
        WHERE persoon_id = $1 AND soort = 'inloggen/inloglink' AND status IN ('wacht', 'opnieuw')`,
      [persoonId],
    );
  }

  /** Finds the person of a link, as long as it can be used. */
  async persoonVan(geheim: string): Promise<Persoon | null> {
    const link = await this.dataSource.manager.findOneBy(Inloglink, {
      sleutelHash: hashVan(geheim),
      gebruiktOp: IsNull(),
      vervaltOp: MoreThan(this.clock.now()),
      ...(this.settings.production ? { demo: false } : {}),
    });
    return link && this.dataSource.manager.findOneBy(Persoon, { id: link.persoonId });
  }

  /** Uses a link up, and with it all others. @returns undefined when it was used before, is too old or was replaced. */
  metLink(geheim: string, apparaat: string | undefined): Promise<Begonnen | undefined> {
    const nu = this.clock.now();
    return inTransaction(this.dataSource, async (m) => {
      const [gebruikt] = await m.query<[{ persoon_id: string }[], number]>(
        `UPDATE inloglink SET gebruikt_op = $2
          WHERE sleutel_hash = $1 AND gebruikt_op IS NULL AND vervalt_op > $2 AND NOT (demo AND $3)
         RETURNING (SELECT coalesce(p.samengevoegd_met_id, p.id) FROM persoon p WHERE p.id = persoon_id) AS persoon_id`,
        [hashVan(geheim), nu, this.settings.production],
      );
      const persoonId = gebruikt[0]?.persoon_id;
      if (!persoonId) return undefined;
      await this.beeindigLinks(m, persoonId);
      await m.update(Persoon, { id: persoonId, emailBevestigdOp: IsNull() }, { emailBevestigdOp: nu });
      return this.sessies.begin(m, { persoonId }, apparaat);
    });
  }

  /**
   * A step: tells the owner of an account by mail that the way in was changed.
   * @param apparaat as the browser that did it describes itself.
   */
  async meldWijziging(
    m: EntityManager,
    gebruiker: Gebruiker,
    wat: Beveiligingsnieuws,
    apparaat: string | undefined,
  ): Promise<void> {
    const op = this.clock.now();
    const accountLink = `${this.settings.BASE_URL}/account`;
    const gegevens = { wat, op, apparaat: apparaatInWoorden(apparaat), accountLink };
    await this.berichten.schrijf(m, [beveiligingGewijzigd(gebruiker, gegevens)]);
  }
}

/**
 * Finds the person with this address. That of a merged record leads to the person it became part of; mail for it goes to the address
 * of that person: the other one may have been typed wrong, and be somebody else's.
 */
export async function persoonMetAdres(m: EntityManager, email: string): Promise<Persoon | null> {
  const gevonden = await m.findOneBy(Persoon, { emailNorm: addressKey(email) });
  if (!gevonden?.samengevoegdMetId) return gevonden;
  return m.findOneBy(Persoon, { id: gevonden.samengevoegdMetId });
}
