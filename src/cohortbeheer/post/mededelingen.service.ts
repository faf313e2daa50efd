import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { AuditService } from '../../audit/audit.service.js';
import type { Bericht } from '../../berichten/bericht.entity.js';
import { Bijeenkomst } from '../../cohorten/bijeenkomst.entity.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Gebruiker } from '../../toegang/gebruiker.entity.js';
import type { Wie } from '../../toegang/wie.js';
import { Mededeling, type Mededelinggroep } from './mededeling.entity.js';
import type { NieuweMededelingDto } from './post.dto.js';
import {
  aantalVeranderd,
  bijeenkomstNodig,
  mededelingAnders,
  mededelingOnbekend,
  niemandOmTeMailen,
} from './post.errors.js';
import { inProef } from './geval.service.js';
import { BerichtenService } from '../../berichten/berichten.service.js';
import { cohortInMail, Deelnemerspost } from '../../cohorten/deelnemerspost.js';
import { Settings } from '../../platform/config/settings.js';
import { opgemaakt } from '../../berichten/berichten.rules.js';

/** A mededeling as a coördinator sees it before it is sent. */
export interface Mededelingvoorbeeld {
  aantal: number;
  mensen: Genoemde[];
  trainers: string[];
  mail: Pick<Bericht, 'onderwerp' | 'html' | 'tekst'>;
}

type Mededelingtekst = Pick<Mededeling, 'id' | 'onderwerp' | 'tekst'>;

/** The people to whom a mededeling goes. */
interface Ontvangers {
  aanmeldingen: Aanmelding[];
  trainers: Gebruiker[];
}

/** A mail to all of a cohort now: shown first, sent once. */
@Injectable()
export class MededelingenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly settings: Settings,
    private readonly berichten: BerichtenService,
    private readonly post: Deelnemerspost,
  ) {}

  /**
   * Tells who would get it, and shows the mail of the first of them. Nothing is kept.
   * @throws DomainError `cohort-onbekend`, `bijeenkomst-nodig`, `niemand-om-te-mailen`
   */
  voorbeeld(cohortId: string, dto: NieuweMededelingDto): Promise<Mededelingvoorbeeld> {
    return inProef(this.dataSource, async (m) => {
      await this.bestaat(m, cohortId);
      const wie = await ontvangersVan(m, cohortId, dto);
      const [eerste] = wie.aanmeldingen;
      const een = { aanmeldingen: eerste ? [eerste] : [], trainers: eerste ? [] : wie.trainers.slice(0, 1) };
      await this.schrijf(m, cohortId, tekstVan(dto), een);
      const [mail] = await m.query<Mededelingvoorbeeld['mail'][]>(
        'SELECT onderwerp, html, tekst FROM pg_temp.bericht',
      );
      if (!mail) throw niemandOmTeMailen();
      return {
        aantal: wie.aanmeldingen.length + wie.trainers.length,
        mensen: await namenVan(m, wie),
        trainers: wie.trainers.map(({ naam }) => naam),
        mail,
      };
    });
  }

  /**
   * Writes all mails in one transaction. The same id again writes nothing and gives what was sent.
   * @param verwacht how many receivers were shown; another number is refused, so that nobody is mailed unseen.
   * @throws DomainError `cohort-onbekend`, `bijeenkomst-nodig`, `niemand-om-te-mailen`, `aantal-veranderd`,
   *   `mededeling-bestaat`
   */
  verstuur(
    wie: Wie,
    cohortId: string,
    dto: NieuweMededelingDto,
    verwacht?: number,
  ): Promise<{ mededeling: Mededeling; nieuw: boolean }> {
    return inTransaction(this.dataSource, async (m) => {
      await this.bestaat(m, cohortId);
      const tekst = tekstVan(dto);
      const eerder = await this.neemKenmerk(m, tekst.id, cohortId, dto);
      if (eerder) return { mededeling: eerder, nieuw: false };
      const ontvangers = await ontvangersVan(m, cohortId, dto);
      const aantal = ontvangers.aanmeldingen.length + ontvangers.trainers.length;
      if (aantal === 0) throw niemandOmTeMailen();
      if (verwacht !== undefined && verwacht !== aantal) throw aantalVeranderd(verwacht, aantal);
      const mededeling = m.create(Mededeling, {
        ...tekst,
        cohortId,
        aan: dto.aan,
        bijeenkomstId: bijeenkomstVan(dto),
        ookTrainers: dto.ookTrainers ?? false,
        aantal,
        gemaaktOp: this.clock.now(),
        door: 'naam' in wie ? wie.naam : null,
      });
      await m.insert(Mededeling, mededeling);
      await this.schrijf(m, cohortId, tekst, ontvangers);
      const onderwerp = { soort: 'cohort', id: cohortId } as const;
      const gegevens = { onderwerp: tekst.onderwerp, aantal };
      await this.audit.noteer(m, { wie, code: 'cohort.mededeling', onderwerp, gegevens });
      return { mededeling, nieuw: true };
    });
  }

  /** @throws DomainError `mededeling-onbekend` */
  async een(cohortId: string, id: string): Promise<Mededeling> {
    const mededeling = await this.dataSource.manager.findOneBy(Mededeling, { id, cohortId });
    if (!mededeling) throw mededelingOnbekend();
    return mededeling;
  }

  /** One at a time for each id: who comes second waits, and then finds what the first one sent. */
  private async neemKenmerk(
    m: EntityManager,
    id: string,
    cohortId: string,
    dto: NieuweMededelingDto,
  ): Promise<Mededeling | null> {
    await m.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`mededeling:${id}`]);
    const eerder = await m.findOneBy(Mededeling, { id });
    if (!eerder) return null;
    const gelijk =
      eerder.cohortId === cohortId &&
      eerder.onderwerp === dto.onderwerp &&
      eerder.tekst === dto.tekst &&
      eerder.aan === dto.aan &&
      eerder.bijeenkomstId === bijeenkomstVan(dto) &&
      eerder.ookTrainers === (dto.ookTrainers ?? false);
    if (!gelijk) throw mededelingAnders();
    return eerder;
  }

  private async bestaat(m: EntityManager, id: string): Promise<void> {
    if (!(await m.existsBy(Cohort, { id }))) throw cohortOnbekend();
  }

  /** One to each person, with the same words. */
  private async schrijf(
    m: EntityManager,
    cohortId: string,
    { id, onderwerp, tekst }: Mededelingtekst,
    { aanmeldingen, trainers }: Ontvangers,
  ): Promise<void> {
    const vast = { sjabloon: 'cohortbeheer/mededeling', eigenWoorden: true } as const;
    const woorden = { titel: onderwerp, tekst, opmaak: opgemaakt(tekst) };
    await this.post.schrijf(m, cohortId, aanmeldingen, (a, aan, gegevens) => ({
      ...vast,
      sleutel: `mededeling:${id}:${a.id}`,
      aan,
      gegevens: { ...gegevens, ...woorden },
    }));
    if (trainers.length === 0) return;
    const gedeeld = await cohortInMail(m, cohortId, this.settings.BASE_URL);
    const aanTrainers = trainers.map((trainer) => ({
      ...vast,
      sleutel: `mededeling:${id}:gebruiker:${trainer.id}`,
      aan: trainer.email,
      gegevens: { ...gedeeld, ...woorden, voornaam: trainer.naam, link: null },
      cohortId,
    }));
    await this.berichten.schrijf(m, aanTrainers);
  }
}

const tekstVan = ({ id, onderwerp, tekst }: NieuweMededelingDto): Mededelingtekst => ({
  id: id ?? randomUUID(),
  onderwerp,
  tekst,
});

/** Only some groups go by a bijeenkomst. */
const bijeenkomstVan = ({ aan, bijeenkomst }: NieuweMededelingDto): string | null =>
  aan === 'aanwezig' || aan === 'afwezig' ? (bijeenkomst ?? null) : null;

interface Ontvangersvraag {
  aan: Mededelinggroep;
  bijeenkomst?: string | null | undefined;
  ookTrainers?: boolean | undefined;
}

interface Genoemde {
  naam: string;
  /** Mail to this address comes back. */
  onbestelbaar: boolean;
}

/**
 * $1 cohort, $2 groep, $3 bijeenkomst. An address that nobody confirmed gets no more mail than that question, and
 * who asked that nothing is used gets none.
 */
const GROEP = `
  SELECT a.id FROM aanmelding a
   WHERE a.cohort_id = $1 AND NOT a.beperkt AND NOT a.wacht_op @> ARRAY['emailbevestiging']
     AND CASE $2 WHEN 'plaats' THEN a.plaatsnummer IS NOT NULL
                 WHEN 'rij' THEN a.status = 'wachtlijst'
                 WHEN 'plaats-en-rij' THEN a.plaatsnummer IS NOT NULL OR a.status = 'wachtlijst'
                 ELSE a.plaatsnummer IS NOT NULL AND EXISTS (
                   SELECT 1 FROM aanwezigheid w WHERE w.aanmelding_id = a.id AND w.bijeenkomst_id = $3::uuid
                      AND (w.stand = 'aanwezig') = ($2 = 'aanwezig')) END`;

/** @throws DomainError `bijeenkomst-nodig` */
async function ontvangersVan(
  m: EntityManager,
  cohortId: string,
  vraag: Ontvangersvraag,
): Promise<Ontvangers> {
  const { aan, bijeenkomst = null } = vraag;
  if (
    (aan === 'aanwezig' || aan === 'afwezig') &&
    !(bijeenkomst && (await m.existsBy(Bijeenkomst, { id: bijeenkomst, cohortId })))
  )
    throw bijeenkomstNodig();
  const rows = await m.query<{ id: string }[]>(GROEP, [cohortId, aan, bijeenkomst]);
  const aanmeldingen = await m.find(Aanmelding, {
    where: { id: In(rows.map(({ id }) => id)) },
    order: { aangemeldOp: 'ASC', id: 'ASC' },
  });
  return { aanmeldingen, trainers: vraag.ookTrainers ? await trainersVan(m, cohortId) : [] };
}

function trainersVan(m: EntityManager, cohortId: string): Promise<Gebruiker[]> {
  return m
    .createQueryBuilder(Gebruiker, 'g')
    .where('g.uitgeschakeldOp IS NULL')
    .andWhere('g.id IN (SELECT trainer_id FROM bijeenkomst WHERE cohort_id = :cohortId)', { cohortId })
    .orderBy('g.naam')
    .getMany();
}

/** By name, as the coördinator checks them before sending. */
function namenVan(m: EntityManager, { aanmeldingen }: Ontvangers): Promise<Genoemde[]> {
  return m.query<Genoemde[]>(
    `SELECT concat_ws(' ', voornaam, tussenvoegsel, achternaam) AS naam, onbestelbaar_op IS NOT NULL AS onbestelbaar
       FROM persoon WHERE id = ANY($1) ORDER BY sorteernaam, id`,
    [aanmeldingen.map(({ persoonId }) => persoonId)],
  );
}
