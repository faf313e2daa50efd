import { Injectable } from '@nestjs/common';
import type { Taak, Taakresultaat } from '../platform/taak.js';
import { formatDateTime } from '../platform/clock/dates.js';
import { plural } from '../platform/web/template-helpers.js';
import { BerichtenQueries, type Vastgelopen } from './berichten.queries.js';
import { Mailserver } from './mailserver.service.js';
import { MailstopService } from './mailstop.service.js';
import { VerzendenService } from './verzenden.service.js';

/** "120 mails gaan niet weg, de oudste is van …", for who looks after the machine. */
export const vastInWoorden = ({ aantal, sinds }: Vastgelopen): string =>
  `${plural(aantal, 'mail gaat', 'mails gaan')} niet weg, de oudste is van ${formatDateTime(sinds)}`;

@Injectable()
export class BerichtenTaak implements Taak {
  readonly naam = 'berichten';
  readonly omschrijving = 'Verstuurt de berichten die klaarstaan';
  readonly samen = true;

  constructor(
    private readonly verzenden: VerzendenService,
    private readonly mailserver: Mailserver,
    private readonly mailstop: MailstopService,
    private readonly queries: BerichtenQueries,
  ) {}

  async voerUit({ proef }: { proef: boolean }): Promise<Taakresultaat> {
    if (!this.mailserver.ingesteld) {
      return { aantal: 0, regels: ['Er is geen mailserver (SMTP_URL): de berichten blijven staan'] };
    }
    if (proef) {
      const aantal = await this.verzenden.telRijp();
      const stil = (await this.mailstop.stand()) ? ', maar alle mail staat stil' : '';
      return { aantal, regels: [`${aantal} berichten staan klaar om te verzenden${stil}`] };
    }
    const { verzonden, opnieuw, mislukt, vervallen } = await this.verzenden.verzend();
    const stop = await this.mailstop.stand();
    const regels = [
      ...(stop ? [`Alle mail staat stil sinds ${formatDateTime(stop.op)}`] : []),
      `${verzonden} verzonden, ${opnieuw} later opnieuw, ${mislukt} mislukt, ${vervallen} te laat`,
    ];
    const vast = await this.queries.vastgelopen();
    return {
      aantal: verzonden + opnieuw + mislukt + vervallen,
      regels,
      letOp: vast ? `${vastInWoorden(vast)}. Kijk of de mailserver het doet.` : undefined,
    };
  }
}
