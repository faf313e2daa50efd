import { ApiProperty } from '@nestjs/swagger';
import type { Dossier } from './gegevens.queries.js';
import { gegevenssoorten, nietHier } from './gegevens.rules.js';
import type { Gegevensregel } from './soorten.rules.js';

/** One list for each kind of data; which fields a row has, follows from its kind. */
export class InzageDto {
  [soort: string]: Gegevensregel[];
}
for (const { naam, kop, uitleg } of gegevenssoorten)
  ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: `${kop}. ${uitleg}`,
  })(InzageDto.prototype, naam);

export class DossierDto {
  @ApiProperty({ type: String, format: 'date-time' })
  opgehaaldOp!: string;

  @ApiProperty({ type: String, format: 'uuid', description: 'In wie deze persoon is opgegaan, of die zelf.' })
  persoon!: string;

  @ApiProperty({ type: [String], description: 'Wat hier niet bij kan staan, en waarom.' })
  nietHier!: string[];

  @ApiProperty({ type: InzageDto })
  gegevens!: InzageDto;
}

export const dossierVan = ({ persoon, opgehaaldOp, gegevens }: Dossier): DossierDto => ({
  opgehaaldOp: opgehaaldOp.toISOString(),
  persoon: persoon.id,
  nietHier: [...nietHier],
  gegevens,
});

/** For people, too: a line for each field. */
export const bestandVan = (dossier: Dossier): string => `${JSON.stringify(dossierVan(dossier), null, 2)}\n`;
