import { EmailField, TextField } from '../platform/web/fields.js';

export class AcademieFormulier {
  @TextField({ max: 80 })
  naam!: string;

  @EmailField({ optional: true })
  contactadres?: string | null;
}
