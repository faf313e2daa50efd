import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { AanmeldingenMails } from '../../aanmeldingen/aanmeldingen.mails.js';
import { AanmeldingenService, metSlot } from '../../aanmeldingen/aanmeldingen.service.js';
import { zetOpPositie } from '../../aanmeldingen/rij.service.js';
import { AuditService } from '../../audit/audit.service.js';
import type { Wijzigingen } from '../../audit/auditcodes.rules.js';
import type { Wie } from '../../toegang/wie.js';
import { Bestuur } from '../../besturen/bestuur.entity.js';
import { School } from '../../besturen/school.entity.js';
import { eneWerkplek, type Werkplekverzoek } from '../../besturen/werkplek.service.js';
import { PlaatsenService, type Cohortstand } from '../../cohorten/plaatsen.service.js';
import { functieNaam } from '../../opleidingen/opleidingen.rules.js';
import { changes } from '../../platform/records.js';
import { InputError } from '../../platform/errors/domain-error.js';
import { WachtlijstService } from '../../wachtlijst/wachtlijst.service.js';
import type { PositieDto, WijzigAanmeldingDto } from './aanmeldingbeheer.dto.js';

const REDEN_ONTBREEKT = { veld: 'reden', melding: 'Schrijf op waarom. Alleen collega’s lezen dit.' };

type Velden = Pick<Aanmelding, 'schoolId' | 'bestuurId' | 'organisatie' | 'functie' | 'opmerking'>;

/** Throws when a change is not for this one to make. */
export type Wijzigingseis = (oud: Velden, nieuw: Velden) => void;

/** Corrects one aanmelding for the academie: its place in line, and the fields that were filled in. */
@Injectable()
export class AanmeldingbeheerService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly aanmeldingen: AanmeldingenService,
    private readonly mails: AanmeldingenMails,
    private readonly audit: AuditService,
  ) {}

  /**
   * Out of turn, so only with a reason that stays. Whom it touches reads the reason on the own page; free words stay
   * with the staff.
   * @throws InputError without either reason, DomainError `niet-op-wachtlijst` or `positie-bestaat-niet`.
   */
  async verplaatsInRij(wie: Wie, id: string, { positie, redencode = 'anders', reden }: PositieDto) {
    if (redencode === 'anders' && !reden) throw new InputError([REDEN_ONTBREEKT]);
    return this.bij(id, async (m, a, stand) => {
      const { verschoven, van, ingehaald } = await zetOpPositie(m, a, positie);
      await this.plaatsen.bewaar(m, verschoven);
      if (van !== positie)
        await this.audit.noteer(m, {
          wie,
          code: 'aanmelding.verplaatst-in-rij',
          onderwerp: { soort: 'aanmelding', id },
          gegevens: { van, naar: positie, redencode, reden: reden ?? null },
        });
      await this.audit.noteerAlle(
        m,
        ingehaald.map((ander) => ({
          wie,
          code: 'aanmelding.ingehaald-in-rij' as const,
          onderwerp: { soort: 'aanmelding' as const, id: ander.id },
          gegevens: { van: ander.positie - 1, naar: ander.positie, redencode },
        })),
      );
      await this.wachtlijst.bied(m, stand);
    });
  }

  /**
   * Changes where somebody works, functie or remark. A field that is left out stays; the bestuur is that of the school,
   * and stays with the school that somebody had, also when that moved since.
   * @param eis refuses what this one may not change.
   * @throws DomainError `school-onbekend`.
   */
  wijzig(wie: Wie, id: string, dto: WijzigAanmeldingDto, eis?: Wijzigingseis): Promise<void> {
    return this.bij(id, async (m, a, stand) => {
      const nieuw = { ...veldenVan(a), ...(await gewenst(m, wie, a, dto)) };
      eis?.(a, nieuw);
      const velden = changes<Velden>(a, nieuw);
      if (Object.keys(velden).length === 0) return;
      a.schoolId = nieuw.schoolId;
      a.bestuurId = nieuw.bestuurId;
      a.organisatie = nieuw.organisatie;
      a.functie = nieuw.functie;
      a.opmerking = nieuw.opmerking;
      await m.update(Aanmelding, { id }, nieuw);
      if ('bestuurId' in velden && a.wachtOp.includes('akkoord')) await this.naAnderBestuur(m, a, stand);
      await this.audit.noteer(m, {
        wie,
        code: 'aanmelding.gewijzigd',
        onderwerp: { soort: 'aanmelding', id },
        gegevens: { velden: zonderWoorden(velden) },
      });
      await this.wachtlijst.bied(m, stand);
    });
  }

  private bij(
    id: string,
    stap: (m: EntityManager, a: Aanmelding, stand: Cohortstand) => Promise<void>,
  ): Promise<void> {
    const iedere = (): boolean => true;
    return metSlot(this.dataSource, this.plaatsen, id, iedere, async (m, stand) => {
      await this.wachtlijst.laatVerlopen(m, stand);
      await stap(m, await m.findOneByOrFail(Aanmelding, { id }), stand);
    });
  }

  /** The akkoord that it waited for was of the other bestuur: the new one is asked, or nobody has to be. */
  private async naAnderBestuur(m: EntityManager, a: Aanmelding, stand: Cohortstand): Promise<void> {
    const vraagt = a.bestuurId && (await m.existsBy(Bestuur, { id: a.bestuurId, vraagtAkkoord: true }));
    if (!vraagt) {
      a.vervul('akkoord');
      await this.aanmeldingen.naVervulling(m, a, stand);
      await this.plaatsen.bewaar(m, [a]);
    } else if (a.status === 'voorlopig' && a.wachtOp.every((reden) => reden === 'akkoord'))
      await this.mails.akkoordGevraagd(m, stand, [a], `:${a.bestuurId}`);
  }
}

const veldenVan = ({ schoolId, bestuurId, organisatie, functie, opmerking }: Velden): Velden => ({
  schoolId,
  bestuurId,
  organisatie,
  functie,
  opmerking,
});

async function gewenst(
  m: EntityManager,
  wie: Wie,
  a: Aanmelding,
  dto: WijzigAanmeldingDto,
): Promise<Partial<Velden>> {
  const { vestigingscode, bestuur, organisatie, functie, opmerking } = dto;
  const werkt = Object.entries({ vestigingscode, bestuur, organisatie }).filter(
    ([, waarde]) => waarde !== undefined,
  );
  return {
    ...(werkt.length > 0 ? await werkplekVan(m, wie, a, Object.fromEntries(werkt)) : {}),
    ...(functie === undefined ? {} : { functie: functieNaam(functie) }),
    ...(opmerking === undefined ? {} : { opmerking }),
  };
}

/** Who corrects says what was so then: a school may have closed since. */
async function werkplekVan(
  m: EntityManager,
  wie: Wie,
  a: Aanmelding,
  gegeven: Werkplekverzoek,
): Promise<Partial<Velden>> {
  const school = a.schoolId ? await m.findOneByOrFail(School, { id: a.schoolId }) : null;
  const nu = school
    ? { vestigingscode: school.vestigingscode }
    : { bestuur: a.bestuurId, organisatie: a.organisatie };
  const vraag = { wie, verzoek: { ...nu, ...gegeven }, ookGesloten: true };
  const { schoolId, bestuurId, organisatie } = await eneWerkplek(m, vraag);
  return { schoolId, organisatie, bestuurId: schoolId && schoolId === a.schoolId ? a.bestuurId : bestuurId };
}

/** Own words may say something personal; that they changed is enough. */
function zonderWoorden(velden: Wijzigingen): Wijzigingen {
  const woord = (tekst: unknown): string | null => (tekst ? 'ingevuld' : null);
  const woorden = (['organisatie', 'opmerking'] as const).flatMap((veld) => {
    if (!velden[veld]) return [];
    const { van, naar } = velden[veld];
    return [[veld, { van: woord(van), naar: van && naar ? 'anders ingevuld' : woord(naar) }]];
  });
  return { ...velden, ...(Object.fromEntries(woorden) as Wijzigingen) };
}
