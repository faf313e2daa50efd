import { TextField } from '../../platform/web/fields.js';
import { IdListField } from '../../platform/web/list-fields.js';
import { MEESTE_ALTERNATIEVEN } from '../../aanmeldingen/overzetvoorstellen.service.js';

export class CohortannuleringDto {
  @TextField({ max: 500, regels: true, omschrijving: 'Iedereen leest dit in de mail.' })
  reden!: string;

  @IdListField({
    optional: true,
    van: 'andere cohorten',
    aantal: MEESTE_ALTERNATIEVEN,
    omschrijving: 'Ids van andere cohorten waar iedereen met één klik naartoe kan.',
  })
  alternatieven?: string[];
}
