import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService, type NieuweAuditregel } from './audit.service.js';
import type { Telbaar } from './auditcodes.rules.js';
import { anoniem, type Wie } from '../toegang/wie.js';

/** Who looked at what, for screens that change nothing: kept before they are shown, one line per day and record. */
@Injectable()
export class Inkijk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  persoon(wie: Wie, id: string): Promise<void> {
    return this.noteer({ wie, code: 'persoon.bekeken', onderwerp: { soort: 'persoon', id }, gegevens: {} });
  }

  /** Everything that is held of somebody. @param alsBestand taken along, or else looked at. */
  dossier(wie: Wie, id: string, alsBestand: boolean): Promise<void> {
    const code = alsBestand ? 'persoon.gegevens-gedownload' : 'persoon.gegevens-bekeken';
    return this.noteer({ wie, code, onderwerp: { soort: 'persoon', id }, gegevens: {} });
  }

  /** @param id of one mail, or `alle` for who reads the list with everything in it. */
  bericht(wie: Wie, id: string): Promise<void> {
    return this.noteer({ wie, code: 'bericht.bekeken', onderwerp: { soort: 'bericht', id }, gegevens: {} });
  }

  presentielijst(wie: Wie, { id, cohortId }: { id: string; cohortId: string }): Promise<void> {
    const onderwerp = { soort: 'cohort' as const, id: cohortId };
    return this.noteer({ wie, code: 'presentielijst.bekeken', onderwerp, gegevens: { bijeenkomst: id } });
  }

  /** Looking for a walk-in: that it was done, and whom it showed. Each time a line, not one per day. */
  inlopers(
    wie: Wie,
    { id, cohortId }: { id: string; cohortId: string },
    persoonIds: readonly string[],
  ): Promise<void> {
    const over = { wie, code: 'persoon.gevonden' as const, gegevens: { bijeenkomst: id } };
    return this.audit.noteerAlle<'inlopers.gezocht' | 'persoon.gevonden'>(this.dataSource.manager, [
      {
        wie,
        code: 'inlopers.gezocht',
        onderwerp: { soort: 'cohort', id: cohortId },
        gegevens: { bijeenkomst: id, gevonden: persoonIds.length },
      },
      ...persoonIds.map((persoon) => ({ ...over, onderwerp: { soort: 'persoon' as const, id: persoon } })),
    ]);
  }

  deelnemerslijst(
    wie: Wie,
    bestuurId: string,
    gegevens: { aantal: number; filter: Record<string, string> },
  ): Promise<void> {
    const onderwerp = { soort: 'bestuur' as const, id: bestuurId };
    return this.noteer({ wie, code: 'deelnemerslijst.bekeken', onderwerp, gegevens });
  }

  /** The audit itself, over all records or of one. */
  logboek(wie: Wie): Promise<void> {
    const onderwerp = { soort: 'audit' as const, id: 'alle' };
    return this.noteer({ wie, code: 'audit.bekeken', onderwerp, gegevens: {} });
  }

  /** @param gebruikerId whose address it was; of an address that is nobody's nothing is kept but the number of times. */
  mislukteInlog(gebruikerId: string | undefined): Promise<void> {
    const onderwerp = { soort: 'gebruiker' as const, id: gebruikerId ?? 'onbekend' };
    return this.noteer({ wie: anoniem, code: 'gebruiker.inloggen-mislukt', onderwerp, gegevens: {} });
  }

  /** @param waarom from the closed list of its log-in. @param gebruikerId whose account it is, when we know. */
  geweigerdeInlog(waarom: string, gebruikerId: string | undefined): Promise<void> {
    const onderwerp = { soort: 'gebruiker' as const, id: gebruikerId ?? 'onbekend' };
    return this.noteer({ wie: anoniem, code: 'gebruiker.geweigerd', onderwerp, gegevens: { waarom } });
  }

  /** @param waarom the code of the refusal. */
  mislukteTweedeStap(gebruikerId: string, waarom: string): Promise<void> {
    const onderwerp = { soort: 'gebruiker' as const, id: gebruikerId };
    return this.noteer({
      wie: anoniem,
      code: 'gebruiker.tweede-stap-mislukt',
      onderwerp,
      gegevens: { waarom },
    });
  }

  private noteer<Code extends Telbaar>(regel: NieuweAuditregel<Code>): Promise<void> {
    return this.audit.tel(this.dataSource.manager, regel);
  }
}
