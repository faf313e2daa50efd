import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { GEWISTE_NAAM, type Certificaatgegevens } from '../certificaat/certificaat.entity.js';
import { Controlelimiet } from './controle.limiet.js';
import { kaleCode, naamKlopt, standVan, type Certificaatstand } from './controle.rules.js';

interface Rij {
  nummer: string;
  controlecode: string;
  gegevens: Certificaatgegevens;
  ingetrokkenOp: Date | null;
  vervangenOp: Date | null;
  vervangenDoor: string | null;
  naamOpenbaarOp: Date | null;
}

/** What anybody may know of a certificaat. */
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

/** What a visitor tells of the document; each is only answered with right or wrong. */
export interface Proef {
  naam?: string | null;
  controlecode?: string | null;
}

export interface Uitkomst {
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
    private readonly limiet: Controlelimiet,
  ) {}

  /**
   * @param ip of the visitor, for counting.
   * @param nummer as it was issued.
   * @returns undefined for a number that was never given out.
   * @throws TooManyRequests
   */
  async controleer(ip: string, nummer: string, proef: Proef = {}): Promise<Uitkomst | undefined> {
    if (proef.naam) await this.limiet.telProef(ip, nummer);
    const rij = await this.vind(nummer);
    if (!rij) {
      await this.limiet.telOnbekend(ip);
      return undefined;
    }
    const certificaat = openbaarVan(rij);
    const naam = proef.naam && !certificaat.naamGewist ? naamKlopt(proef.naam, rij.gegevens.naam) : null;
    const code = proef.controlecode ? kaleCode(proef.controlecode) === kaleCode(rij.controlecode) : null;
    if (code === false) await this.limiet.telProef(ip, nummer);
    return { certificaat, naamKlopt: naam, codeKlopt: code };
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
