import { BooleanField, ChoiceField, rule, TextField, UuidField } from '../platform/web/fields.js';
import { PagingQuery } from '../platform/web/paging.js';
import { sectoren, type Sector } from '../besturen/standen.js';

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

/** A school that is not in the list yet; all that can be said of it later, is said on its own page. */
export class WerkplekSchoolFormulier {
  @TextField({ max: 200 })
  naam!: string;

  @TextField({ max: 100 })
  plaats!: string;

  @TextField({ optional: true, max: 20 })
  brin?: string | null;

  @UuidField({ optional: true })
  bestuurId?: string | null;

  @ChoiceField(sectoren, { optional: true })
  sector?: Sector | null;

  @BooleanField()
  onthoud!: boolean;
}
