import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from './wie.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf, formatDay } from '../platform/clock/dates.js';
import { DomainError } from '../platform/errors/domain-error.js';
import type { Rol } from './gebruiker-rol.entity.js';
import { mag, rechten, type Hoedanigheid, type Recht } from './rechten.js';
import { hoedInWoorden, rolInWoorden } from './rollen.js';
import type { Bezoeker } from './sessies.service.js';

interface AndereTijd {
  rol: Rol;
  begintOp: string;
  eindigtOp: string | null;
}

/** Roles of somebody that do not hold on a day: what ended last comes first, then what begins first. */
const ANDERE_TIJD = `
  SELECT rol, begint_op AS "begintOp", eindigt_op AS "eindigtOp" FROM gebruiker_rol
   WHERE gebruiker_id = $1 AND (eindigt_op < $2 OR begint_op > $2)
   ORDER BY begint_op > $2, eindigt_op DESC, begint_op LIMIT 1`;

/** Why somebody who is logged in may not open something, for who could do something about it. */
@Injectable()
export class WeigeringService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** Undefined where there is nothing more to say than that it is not theirs. */
  async van(wie: Wie, bezoeker: Bezoeker | undefined, recht: Recht): Promise<DomainError | undefined> {
    if (!bezoeker?.gebruikerId || !bezoeker.wie) return undefined;
    const als = andereHoed(bezoeker, bezoeker.gebruikerId, recht);
    if (als)
      return new DomainError(
        'verboden',
        'andere-rol-nodig',
        `Dit kan alleen als ${als}. Wissel bovenaan de pagina van rol.`,
      );
    if (wie.soort !== 'gebruiker' || wie.rol !== null) return undefined;
    return this.buitenDeTijd(wie);
  }

  private async buitenDeTijd(wie: Wie & { soort: 'gebruiker' }): Promise<DomainError | undefined> {
    const dag = dateOf(this.clock.now());
    const [rol] = await this.dataSource.query<AndereTijd[]>(ANDERE_TIJD, [wie.id, dag]);
    if (!rol) return undefined;
    const voorbij = rol.begintOp <= dag;
    const waarom = voorbij ? 'rol-geeindigd' : 'rol-begint-later';
    await this.audit.tel(this.dataSource.manager, {
      wie,
      code: 'gebruiker.geweigerd',
      onderwerp: { soort: 'gebruiker', id: wie.id },
      gegevens: { waarom },
    });
    const tekst = voorbij
      ? `Je rol ${rolInWoorden(rol.rol)} is op ${formatDay(rol.eindigtOp!)} geëindigd. Werk je nog voor de academie? Vraag dan wie je uitnodigde om de rol te verlengen.`
      : `Je rol ${rolInWoorden(rol.rol)} begint op ${formatDay(rol.begintOp)}. Daarvoor kun je hier nog niet bij.`;
    return new DomainError('verboden', waarom, tekst);
  }
}

/** In what else the same human may do this. */
function andereHoed({ hoeden, isDeelnemer }: Bezoeker, id: string, recht: Recht): string | undefined {
  const hoed = hoeden.find(({ rol, bestuurId }) =>
    mag({ soort: 'gebruiker', id, naam: '', rol, bestuurId }, recht),
  );
  if (hoed) return hoedInWoorden(hoed);
  const staatOpen: readonly Hoedanigheid[] = rechten[recht];
  return isDeelnemer && staatOpen.includes('persoon') ? 'deelnemer' : undefined;
}
