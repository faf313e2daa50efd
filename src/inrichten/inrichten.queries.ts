import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IN_AANGEKONDIGD } from '../cohorten/standen.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { LOOPT } from '../toegang/rollen.queries.js';
import type { Inrichtstand } from './inrichten.rules.js';

const telt = (rol: string, stand: string): string => `
  (SELECT count(DISTINCT r.gebruiker_id)::integer FROM gebruiker_rol r JOIN gebruiker g ON g.id = r.gebruiker_id
    WHERE r.rol = '${rol}' AND ${LOOPT} AND g.uitgeschakeld_op IS NULL AND NOT (g.demo AND $2) AND ${stand})`;

const MET_INGANG = `(g.wachtwoord_hash IS NOT NULL OR EXISTS (SELECT FROM oidc_koppeling k WHERE k.gebruiker_id = g.id))`;

/** $1 is the day in Utrecht, $2 whether this is production. */
const STAND = `
  SELECT (SELECT naam FROM academie) AS naam, (SELECT contactadres FROM academie) AS contactadres,
         ${telt('coordinator', MET_INGANG)} AS coordinatoren,
         ${telt('coordinator', `NOT ${MET_INGANG}`)} AS "coordinatorenUitgenodigd",
         ${telt('beheer', MET_INGANG)} AS beheerders,
         ${telt('beheer', `NOT ${MET_INGANG}`)} AS "beheerdersUitgenodigd",
         (SELECT count(*)::integer FROM bestuur WHERE gesloten_op IS NULL) AS besturen,
         (SELECT count(*)::integer FROM bestuur WHERE gesloten_op IS NULL AND email IS NOT NULL) AS "besturenMetAdres",
         (SELECT count(*)::integer FROM bestuur
           WHERE gesloten_op IS NULL AND vraagt_akkoord AND email IS NULL) AS "akkoordZonderAdres",
         (SELECT count(*)::integer FROM school WHERE gesloten_op IS NULL) AS scholen,
         (SELECT count(*)::integer FROM opleiding) AS opleidingen,
         (SELECT count(*)::integer FROM opleiding WHERE gepubliceerd) AS "opleidingenOpDeSite",
         (SELECT count(*)::integer FROM cohort) AS cohorten,
         (SELECT count(*)::integer FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id
           WHERE o.gepubliceerd AND c.status ${IN_AANGEKONDIGD}) AS "cohortenOpDeSite"`;

/** How far the academie is, read from what there is. */
@Injectable()
export class InrichtenQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  async inrichting(): Promise<Inrichtstand> {
    const { SMTP_URL, MAIL_FROM, DEMO_DATA, production } = this.settings;
    const dag = dateOf(this.clock.now());
    const [stand] = await this.dataSource.query<Omit<Inrichtstand, 'mail'>[]>(STAND, [dag, production]);
    return { ...stand!, mail: { verstuurt: SMTP_URL !== undefined, afzender: MAIL_FROM, demo: DEMO_DATA } };
  }
}
