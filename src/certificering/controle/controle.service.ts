import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { originOf, RateLimiter } from '../../platform/web/rate-limiter.js';
import { type Certificaatgegevens, GEWISTE_NAAM } from '../certificaat/certificaat.entity.js';
import { type Certificaatstand, kaleCode, naamKlopt, standVan } from '../certificaat/certificaten.rules.js';

// Numbers follow on each other, so whoever knows one can try all: the limits keep that slow, and of little use. A whole
// school may sit behind one address of the internet, so one visitor may do a lot. All visitors together are
// limited as well: somebody with many addresses gets no further.
const ONBEKEND = { naam: 'controle-onbekend', keer: 40, seconden: 600 };
const ONBEKEND_SAMEN = { naam: 'controle-onbekend-samen', keer: 2000, seconden: 600 };
const PROEF = { naam: 'controle-proef', keer: 40, seconden: 3600 };
const PROEF_NUMMER = { naam: 'controle-proef-nummer', keer: 60, seconden: 3600 };
const PROEF_SAMEN = { naam: 'controle-proef-samen', keer: 1000, seconden: 3600 };

interface Rij {
  nummer: string;
  controlecode: string;
  gegevens: Certificaatgegevens;
  ingetrokkenOp: Date | null;
  vervangenOp: Date | null;
  vervangenDoor: string | null;
  naamOpenbaarOp: Date | null;
}

/** All that anybody may know of a certificaat. */
export interface Openbaar extends Omit<Certificaatgegevens, 'naam' | 'cohort' | 'bijgewoondeUren'> {
  nummer: string;
  stand: Certificaatstand;
  /** Since when it is no longer valid. */
  sinds: Date | null;
  vervangenDoor: string | null;
  /** Only of a valid one, and only when the holder said so. */
  naam: string | null;
  /** Its time in our register is over: nobody can be told whether a name is right. */
  naamGewist: boolean;
}

/** A visitor tells this of the document; each is only answered with right or wrong. */
export interface Proef {
  naam?: string | null;
  controlecode?: string | null;
}

export interface Controleuitkomst {
  certificaat: Openbaar;
  /** Null when it was not asked, or when the name was erased. */
  naamKlopt: boolean | null;
  codeKlopt: boolean | null;
}

/** The check that anybody can do, on paper in hand, without us. */
@Injectable()
export class ControleService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly limiter: RateLimiter,
  ) {}

  /**
   * @param ip of the visitor, for counting.
   * @param nummer as it was issued.
   * @returns undefined for a number that was never given out.
   * @throws TooManyRequests
   */
  async controleer(ip: string, nummer: string, proef: Proef = {}): Promise<Controleuitkomst | undefined> {
    if (proef.naam) await this.telProef(ip, nummer);
    const rij = await this.vind(nummer);
    if (!rij) {
      await this.telOnbekend(ip);
      return undefined;
    }
    const certificaat = openbaarVan(rij);
    const naam = proef.naam && !certificaat.naamGewist ? naamKlopt(proef.naam, rij.gegevens.naam) : null;
    const code = proef.controlecode ? kaleCode(proef.controlecode) === kaleCode(rij.controlecode) : null;
    if (code === false) await this.telProef(ip, nummer);
    return { certificaat, naamKlopt: naam, codeKlopt: code };
  }

  /**
   * After a number that does not exist.
   * @throws TooManyRequests
   */
  private async telOnbekend(ip: string): Promise<void> {
    await this.limiter.count(ONBEKEND, originOf(ip));
    await this.limiter.count(ONBEKEND_SAMEN, 'allen');
  }

  /**
   * Before a name is compared, also when it will turn out right: else the limit itself would tell. And after a wrong code:
   * a right one cannot be guessed, and in a full room everybody scans their own.
   * @throws TooManyRequests
   */
  private async telProef(ip: string, nummer: string): Promise<void> {
    await this.limiter.count(PROEF, originOf(ip));
    await this.limiter.count(PROEF_NUMMER, nummer);
    await this.limiter.count(PROEF_SAMEN, 'allen');
  }

  private async vind(nummer: string): Promise<Rij | undefined> {
    const rijen = await this.dataSource.query<Rij[]>(
      `SELECT k.nummer, k.controlecode, k.gegevens, k.ingetrokken_op AS "ingetrokkenOp",
              k.vervangen_op AS "vervangenOp", v.nummer AS "vervangenDoor", k.naam_openbaar_op AS "naamOpenbaarOp"
         FROM certificaat k LEFT JOIN certificaat v ON v.vervangt_id = k.id
        WHERE k.nummer = $1`,
      [nummer],
    );
    return rijen[0];
  }
}

function openbaarVan(rij: Rij): Openbaar {
  const { naam, cohort: _cohort, bijgewoondeUren: _uren, ...gegevens } = rij.gegevens;
  const stand = standVan(rij);
  return {
    ...gegevens,
    nummer: rij.nummer,
    stand,
    sinds: rij.ingetrokkenOp ?? rij.vervangenOp,
    vervangenDoor: rij.vervangenDoor,
    naam: stand === 'geldig' && rij.naamOpenbaarOp ? naam : null,
    naamGewist: naam === GEWISTE_NAAM,
  };
}
