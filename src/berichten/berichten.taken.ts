import { Injectable } from '@nestjs/common';
import type { Taak, Taakresultaat } from '../platform/taak.js';
import { Mailserver } from './mailserver.js';
import { VerzendenService } from './verzenden.service.js';

@Injectable()
export class BerichtenTaak implements Taak {
  readonly naam = 'berichten';
  readonly omschrijving = 'Verstuurt de berichten die klaarstaan';

  constructor(
    private readonly verzenden: VerzendenService,
    private readonly mailserver: Mailserver,
  ) {}

  async voerUit({ proef }: { proef: boolean }): Promise<Taakresultaat> {
    if (!this.mailserver.ingesteld) {
      return { aantal: 0, regels: ['Er is geen mailserver (SMTP_URL): de berichten blijven staan'] };
    }
    if (proef) {
      const aantal = await this.verzenden.telRijp();
      return { aantal, regels: [`${aantal} berichten staan klaar om te verzenden`] };
    }
    const { verzonden, opnieuw, mislukt } = await this.verzenden.verzend();
    const regels = [`${verzonden} verzonden, ${opnieuw} later opnieuw, ${mislukt} mislukt`];
    return { aantal: verzonden + opnieuw + mislukt, regels };
  }
}
