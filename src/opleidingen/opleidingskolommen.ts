import type { EntityManager } from 'typeorm';
import { Opleiding } from './opleiding.entity.js';
import { zelfdeVerzameling } from './opleidingcontrole.rules.js';
import type { OpleidinggegevensDto } from './opleidingen.dto.js';
import { opleidingOngeldig, vervolgInKring, vervolgOpOnbekend } from './opleidingen.errors.js';
import { vindDoelgroep } from './opleidingen.rules.js';

/**
 * The columns that a request fills; what it leaves out is left out here.
 * @param oud the opleiding that changes, or nothing for a new one.
 * @throws DomainError for an unknown doelgroep or opleiding.
 */
export async function opleidingskolommen(
  m: EntityManager,
  { vervolgOp, omschrijving, doelgroepen, ...rest }: OpleidinggegevensDto,
  oud?: Opleiding,
): Promise<Partial<Opleiding>> {
  const gegeven = Object.fromEntries(Object.entries(rest).filter(([, waarde]) => waarde !== undefined));
  return {
    ...gegeven,
    ...(omschrijving === undefined ? {} : { omschrijving: omschrijving ?? '' }),
    ...(doelgroepen === undefined ? {} : { doelgroepen: codesVan(doelgroepen, oud) }),
    ...(vervolgOp === undefined ? {} : { vervolgOpId: await vorigeVan(m, vervolgOp, oud) }),
  };
}

/** By code, name or synonym; in the order in which they stood when they are the same ones. */
function codesVan(namen: string[], oud?: Opleiding): string[] {
  const onbekend = namen.filter((naam) => !vindDoelgroep(naam));
  if (onbekend.length > 0)
    throw opleidingOngeldig([
      { veld: 'doelgroepen', melding: `Deze doelgroep kennen we niet: ${onbekend.join(', ')}.` },
    ]);
  const codes = [...new Set(namen.map((naam) => vindDoelgroep(naam)!.code))];
  return oud && zelfdeVerzameling(oud.doelgroepen, codes) ? oud.doelgroepen : codes;
}

async function vorigeVan(m: EntityManager, code: string | null, oud?: Opleiding): Promise<string | null> {
  if (code === null) return null;
  const vorige = await m.findOneBy(Opleiding, { code });
  if (!vorige) throw vervolgOpOnbekend(code);
  if (oud && (await volgtOp(m, vorige.id, oud.id))) throw vervolgInKring(code);
  return vorige.id;
}

/** Whether `id` is `vorige`, or follows it by any number of steps. */
async function volgtOp(m: EntityManager, id: string, vorige: string): Promise<boolean> {
  const [row] = await m.query<{ volgt: boolean }[]>(
    `WITH RECURSIVE keten AS (
       SELECT id, vervolg_op_id FROM opleiding WHERE id = $1
       UNION SELECT o.id, o.vervolg_op_id FROM opleiding o JOIN keten k ON o.id = k.vervolg_op_id)
     SELECT EXISTS (SELECT 1 FROM keten WHERE id = $2) AS volgt`,
    [id, vorige],
  );
  return row!.volgt;
}
