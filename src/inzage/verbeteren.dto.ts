import { EmailField } from '../platform/web/fields.js';

export class AdreswensDto {
  @EmailField({ voorbeeld: 'anna@school.example' })
  email!: string;
}
