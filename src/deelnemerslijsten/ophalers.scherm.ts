import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { namenBij } from '../audit/audit.queries.js';
import { pageNumberOf, type Typed } from '../platform/web/form-input.js';
import { Page } from '../platform/web/page.js';
import { paged, pageLinks, sliceOf } from '../platform/web/paging.js';
import { rollen, rolInWoorden } from '../toegang/gebruiker-rol.entity.js';
import { standnaam } from '../aanmeldingen/aanmeldingen.rules.js';
import { aanmeldstatussen } from '../aanmeldingen/standen.js';
import { portaalpaden } from './paden.js';

const PER_PAGINA = 50;

interface Ophaling {
  op: Date;
  code: string;
  gegevens: {
    lijst?: string;
    formaat: string;
    aantal: number;
    filter: Record<string, string>;
    door?: string;
    keer?: number;
    laatst?: string;
  };
  /** Of somebody of this bestuur, or of one of its keys; null for the academie. */
  gebruiker: string | null;
  sleutel: string | null;
}

/** $1 the bestuur. */
const VAN = `
  FROM auditregel r
 WHERE r.onderwerp_soort = 'bestuur' AND r.onderwerp_id = $1::uuid::text
   AND r.code IN ('deelnemerslijst.gedownload', 'certificatenlijst.gedownload', 'bestuurslijst.gedownload')`;

/** Newest first; $2 how many to pass over, $3 how many. Names only of who is of this bestuur. */
const REGELS = `
  SELECT r.op, r.code, r.gegevens, g.naam AS gebruiker, s.naam AS sleutel
    FROM (SELECT r.* ${VAN} ORDER BY r.op DESC, r.id DESC OFFSET $2 LIMIT $3) r
    LEFT JOIN gebruiker g ON r.wie_soort = 'gebruiker' AND g.id::text = r.wie_id
          AND EXISTS (SELECT FROM gebruiker_rol rol WHERE rol.gebruiker_id = g.id AND rol.bestuur_id = $1)
    LEFT JOIN api_sleutel s ON r.wie_soort = 'sleutel' AND s.id::text = r.wie_id AND s.bestuur_id = $1
   ORDER BY r.op DESC, r.id DESC`;

const lijsten: Record<string, string> = {
  deelnemers: 'Deelnemers',
  certificaten: 'Certificaten',
  aanwezigheid: 'Aanwezigheid',
  certificaatbestanden: 'Certificaten om te printen',
  'pe-online': 'Doorgave aan PE-online',
};
const formaten: Record<string, string> = {
  json: 'door een ander systeem',
  csv: 'als CSV',
  xlsx: 'voor Excel',
  pdf: 'als pdf',
  zip: 'als zip',
  xml: 'als XML',
};

/** Who took lists with people of a bestuur along, its own colleagues and the academie. */
@Injectable()
export class OphalersScherm {
  constructor(private readonly dataSource: DataSource) {}

  async toon(bestuurId: string, vraag: Typed): Promise<Page> {
    const paging = { pagina: pageNumberOf(vraag.pagina), paginaGrootte: PER_PAGINA };
    const { skip, take } = sliceOf(paging);
    const [telling] = await this.dataSource.query<{ n: number }[]>(`SELECT count(*)::integer AS n ${VAN}`, [
      bestuurId,
    ]);
    const regels = await this.dataSource.query<Ophaling[]>(REGELS, [bestuurId, skip, take]);
    const gegevens = regels.map((regel) => regel.gegevens);
    const namen = await namenBij(this.dataSource, gegevens);
    const pad = portaalpaden.bestuurDownloads;
    const context = {
      kruimels: [{ tekst: 'Onze deelnemers', href: portaalpaden.bestuur }],
      totaal: telling!.n,
      regels: regels.map((regel) => ophaalregel(regel, namen)),
      paginering: pageLinks(paged(regels, telling!.n, paging), pad, {}),
    };
    return new Page('deelnemerslijsten/ophalers', context, { titel: 'Wie onze lijsten ophaalde' });
  }
}

const ophaalregel = (
  { op, code, gegevens, gebruiker, sleutel }: Ophaling,
  namen: ReadonlyMap<string, string>,
) => ({
  op,
  laatst: (gegevens.keer ?? 1) > 1 && gegevens.laatst ? gegevens.laatst : null,
  keer: gegevens.keer ?? 1,
  wie: gebruiker ?? (sleutel ? `Sleutel ${sleutel}` : vanElders(gegevens.door)),
  lijst:
    lijsten[gegevens.lijst ?? (code.startsWith('certificaten') ? 'certificaten' : 'deelnemers')] ?? 'Lijst',
  vorm: formaten[gegevens.formaat] ?? gegevens.formaat,
  aantal: gegevens.aantal,
  filter: filterInWoorden(gegevens.filter ?? {}, namen),
});

/** Who of the academie it was is for the academie to know; which role it was, a bestuur may know. */
function vanElders(door: string | undefined): string {
  if (door === undefined) return 'Iemand die hier niet meer werkt';
  const rol = rollen.find((naam) => naam === door);
  return rol ? `Academie (${rolInWoorden(rol)})` : 'Academie (ander systeem)';
}

function filterInWoorden(filter: Record<string, string>, namen: ReadonlyMap<string, string>): string {
  const { cohort, opleiding, schooljaar, status } = filter;
  const statussen = (status ?? '')
    .split(',')
    .flatMap((deel) => aanmeldstatussen.find((stand) => stand === deel) ?? [])
    .map((stand) => standnaam(stand).toLowerCase());
  return [cohort && (namen.get(cohort) ?? 'één cohort'), opleiding, schooljaar, statussen.join(', ')]
    .filter(Boolean)
    .join('; ');
}
