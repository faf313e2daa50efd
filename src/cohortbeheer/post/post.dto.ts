import { TextField } from '../../platform/web/fields.js';

/** As many characters as a mail can bear beside what it has to say. */
export const LANGSTE_ALINEA = 1000;

export class AlineaDto {
  @TextField({ optional: true, regels: true, max: LANGSTE_ALINEA })
  tekst?: string | null;
}
