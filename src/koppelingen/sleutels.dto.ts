import { Transform } from 'class-transformer';
import { ArrayNotEmpty, IsIn, Matches } from 'class-validator';
import { TextField } from '../platform/web/fields.js';
import { bevoegdheden, type Bevoegdheid } from '../toegang/rechten.js';

/** Instead of the id of a bestuur. */
export const ACADEMIE = 'academie';

/** One checked box comes as text, several as a list, none not at all. */
const aangevinkt = ({ value }: { value: unknown }): unknown => [value].flat();

export class MaakSleutelDto {
  @TextField({ max: 100 })
  naam!: string;

  @Matches(/^(academie|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/, {
    message: 'Kies voor wie de sleutel is.',
  })
  eigenaar!: string;

  @Transform(aangevinkt)
  @IsIn([...bevoegdheden], { each: true, message: `Kies uit: ${bevoegdheden.join(', ')}.` })
  @ArrayNotEmpty({ message: 'Kies ten minste één ding dat de sleutel mag.' })
  bevoegdheden: Bevoegdheid[] = [];
}
