import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { BerichtenService } from '../berichten/berichten.service.js';
import { inlogpaden } from '../inloggen/paden.js';
import { Clock } from '../platform/clock/clock.js';
import { addMonths } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { inSteps, type Step } from '../platform/database/rehearsal.js';
import { DomainError } from '../platform/errors/domain-error.js';
import type { Taakresultaat } from '../platform/taak.js';
import { plural } from '../platform/web/template-helpers.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { systeem } from '../toegang/wie.js';
import { accountOngebruikt } from './gebruikers.mails.js';
import { ACCOUNTTERMIJN, gaatUitOp, ongebruiktStap } from './gebruikers.rules.js';
import { GebruikersService } from './gebruikers.service.js';

/**
 * Who may be told or switched off, longest unused first, so that of several beheerders the one who was here last stays.
 * Not who never came in, whose invitation ends by itself, nor the log-ins of a demo, which production refuses anyway.
 */
const LANG_ONGEBRUIKT = `
  SELECT id FROM gebruiker
   WHERE uitgeschakeld_op IS NULL AND NOT demo AND (wachtwoord_hash IS NOT NULL OR laatst_ingelogd_op IS NOT NULL)
     AND greatest(laatst_ingelogd_op, aan_sinds) <= $1
   ORDER BY greatest(laatst_ingelogd_op, aan_sinds), id`;

/** Tells who has not logged in for long, and switches their account off a month later. */
@Injectable()
export class OngebruiktService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly audit: AuditService,
    private readonly berichten: BerichtenService,
    private readonly gebruikers: GebruikersService,
  ) {}

  draai(proef: boolean): Promise<Taakresultaat> {
    return inSteps(this.dataSource, proef, async (step) => {
      const { ongebruikt, vooraf } = ACCOUNTTERMIJN;
      const sinds = addMonths(this.clock.now(), vooraf - ongebruikt);
      const rows = await step((m) => m.query<{ id: string }[]>(LANG_ONGEBRUIKT, [sinds]));
      const telling = { gewaarschuwd: 0, uit: 0, blijft: 0 };
      for (const { id } of rows) {
        const gedaan = await this.behandel(step, id);
        if (gedaan) telling[gedaan] += 1;
      }
      return inWoorden(telling);
    });
  }

  private async behandel(step: Step, id: string): Promise<'gewaarschuwd' | 'uit' | 'blijft' | null> {
    try {
      return await step((m) => this.zetStap(m, id));
    } catch (fout) {
      if (fout instanceof DomainError && fout.code === 'laatste-beheerder') return 'blijft';
      throw fout;
    }
  }

  /** Decides with the account held: whoever logged in just before stays. */
  private async zetStap(m: EntityManager, id: string): Promise<'gewaarschuwd' | 'uit' | null> {
    const lock = { mode: 'for_no_key_update' as const };
    const gebruiker = await m.findOneOrFail(Gebruiker, { where: { id }, lock });
    const nu = this.clock.now();
    const stap = ongebruiktStap(gebruiker, nu);
    if (!stap) return null;
    if (stap === 'uit') {
      await this.gebruikers.zetUit(m, systeem, id, 'gebruiker.uit-ongebruikt');
      return 'uit';
    }
    await m.update(Gebruiker, id, { gewaarschuwdOp: nu });
    const uitOp = gaatUitOp({ ...gebruiker, gewaarschuwdOp: nu })!;
    const link = this.settings.BASE_URL + inlogpaden.inloggen;
    await this.berichten.schrijf(m, [accountOngebruikt(gebruiker, { uitOp, link })]);
    await this.audit.noteer(m, {
      wie: systeem,
      code: 'gebruiker.gewaarschuwd',
      onderwerp: { soort: 'gebruiker', id },
      gegevens: {},
    });
    return 'gewaarschuwd';
  }
}

function inWoorden(telling: Record<'gewaarschuwd' | 'uit' | 'blijft', number>): Taakresultaat {
  const { gewaarschuwd, uit, blijft } = telling;
  const regels = [];
  if (gewaarschuwd > 0) regels.push(`${plural(gewaarschuwd, 'gebruiker', 'gebruikers')} gewaarschuwd`);
  if (uit > 0) regels.push(`${plural(uit, 'account', 'accounts')} uitgezet`);
  if (blijft === 0) return { aantal: gewaarschuwd + uit, regels };
  const letOp = 'De laatste beheerder heeft lang niet ingelogd. Dat account blijft aan.';
  return { aantal: gewaarschuwd + uit, regels, letOp };
}
