import { NieuweSchoolFormulier } from '../besturen/besturen.dto.js';
import { BooleanField, ChoiceField, rule } from '../platform/web/fields.js';
import { PagingQuery } from '../platform/web/paging.js';

export class WerkplekkenQuery extends PagingQuery {
  /** What is still to be looked at, or what is no school. */
  @ChoiceField(['open', 'geen'], { optional: true })
  stand?: 'open' | 'geen';
}

const KEUZE = /^(school|bestuur):[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const eenKeuze = (waarde: unknown): string | undefined =>
  typeof waarde === 'string' && KEUZE.test(waarde)
    ? undefined
    : 'Kies een school of een bestuur uit de lijst.';

export class KoppelFormulier {
  /** `school:` or `bestuur:`, and its id. */
  @rule('keuze', eenKeuze)
  keuze!: string;

  @BooleanField()
  onthoud!: boolean;
}

/** A school that is not in the list yet. */
export class WerkplekSchoolFormulier extends NieuweSchoolFormulier {
  @BooleanField()
  onthoud!: boolean;
}
