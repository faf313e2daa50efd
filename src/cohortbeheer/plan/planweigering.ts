import { DomainError, InputError } from '../../platform/errors/domain-error.js';
import { opVeld, type Fouten, type Leesbaar } from './planinvoer.js';

/** Beside which field a refusal belongs that has no fields of its own. */
const veldVanCode: Record<string, string> = { 'capaciteit-te-laag': 'capaciteit' };

/** A refusal of the use case as errors of the form; what is no refusal is thrown again. */
export function weigering(fout: unknown, rijen: readonly Leesbaar[]): { code: string; fouten: Fouten } {
  if (fout instanceof InputError) return { code: 'ongeldig', fouten: opVeld(fout.fouten, rijen) };
  if (!(fout instanceof DomainError)) throw fout;
  if (fout.kind === 'niet-gevonden' || fout.kind === 'verboden') throw fout;
  const fouten =
    fout.fouten.length > 0 ? opVeld(fout.fouten, rijen) : { [veldVanCode[fout.code] ?? '_']: fout.melding };
  return { code: fout.code, fouten };
}
