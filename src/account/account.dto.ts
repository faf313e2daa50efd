import { TextField } from '../platform/web/fields.js';

export class NaamDto {
  @TextField({ max: 100 })
  naam!: string;
}
