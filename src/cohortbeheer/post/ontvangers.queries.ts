import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { Bijeenkomst } from '../../cohorten/bijeenkomst.entity.js';
import { Gebruiker } from '../../toegang/gebruiker.entity.js';
import type { Mededelinggroep } from './mededeling.entity.js';
import { bijeenkomstNodig } from './post.errors.js';

export interface Ontvangersvraag {
  aan: Mededelinggroep;
  bijeenkomst?: string | null | undefined;
  ookTrainers?: boolean | undefined;
}

export interface Ontvangers {
  aanmeldingen: Aanmelding[];
  trainers: Gebruiker[];
}

export interface Genoemde {
  naam: string;
  /** Mail to this address comes back. */
  onbestelbaar: boolean;
}

/** $1 cohort, $2 groep, $3 bijeenkomst. An address that nobody confirmed gets no more mail than that question. */
const GROEP = `
  SELECT a.id FROM aanmelding a
   WHERE a.cohort_id = $1 AND NOT a.wacht_op @> ARRAY['emailbevestiging']
     AND CASE $2 WHEN 'plaats' THEN a.plaatsnummer IS NOT NULL
                 WHEN 'rij' THEN a.status = 'wachtlijst'
                 WHEN 'plaats-en-rij' THEN a.plaatsnummer IS NOT NULL OR a.status = 'wachtlijst'
                 ELSE a.plaatsnummer IS NOT NULL AND EXISTS (
                   SELECT 1 FROM aanwezigheid w WHERE w.aanmelding_id = a.id AND w.bijeenkomst_id = $3::uuid
                      AND (w.stand = 'aanwezig') = ($2 = 'aanwezig')) END`;

/** Who gets a mededeling. */
@Injectable()
export class OntvangersQueries {
  /** @throws DomainError `bijeenkomst-nodig` */
  async van(m: EntityManager, cohortId: string, vraag: Ontvangersvraag): Promise<Ontvangers> {
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
    return { aanmeldingen, trainers: vraag.ookTrainers ? await this.trainers(m, cohortId) : [] };
  }

  trainers(m: EntityManager, cohortId: string): Promise<Gebruiker[]> {
    return m
      .createQueryBuilder(Gebruiker, 'g')
      .where('g.uitgeschakeldOp IS NULL')
      .andWhere('g.id IN (SELECT trainer_id FROM bijeenkomst WHERE cohort_id = :cohortId)', { cohortId })
      .orderBy('g.naam')
      .getMany();
  }

  /** By name, as the coördinator checks them before sending. */
  namen(m: EntityManager, { aanmeldingen }: Ontvangers): Promise<Genoemde[]> {
    return m.query<Genoemde[]>(
      `SELECT concat_ws(' ', voornaam, tussenvoegsel, achternaam) AS naam, onbestelbaar_op IS NOT NULL AS onbestelbaar
         FROM persoon WHERE id = ANY($1) ORDER BY sorteernaam, id`,
      [aanmeldingen.map(({ persoonId }) => persoonId)],
    );
  }
}
