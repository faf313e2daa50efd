import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Mailserver, Verzendfout } from '../berichten/mailserver.service.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { House } from '../platform/web/house.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import type { Wie } from '../toegang/wie.js';

const testmailMislukt = (waarom: string) => new DomainError('conflict', 'testmail-mislukt', waarom);

/** A mail to oneself that leaves at once, to see whether the settings are right. */
@Injectable()
export class TestmailService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly mailserver: Mailserver,
    private readonly house: House,
  ) {}

  /**
   * Not over the outbox: whoever asks waits for what the mail server says.
   * @returns the address it went to. @throws DomainError `testmail-mislukt` with the words of the mail server.
   */
  async stuur(wie: Wie): Promise<string> {
    if (wie.soort !== 'gebruiker') throw testmailMislukt('Log in om een testmail te sturen.');
    if (!this.mailserver.ingesteld)
      throw testmailMislukt('Er is geen mailserver ingesteld: zet SMTP_URL en MAIL_FROM op de server.');
    const { email: aan } = await this.dataSource.manager.findOneByOrFail(Gebruiker, { id: wie.id });
    const { name } = await this.house.fresh();
    const tekst =
      'Deze testmail heb je zelf gevraagd bij Eerste stappen. Je leest haar, dus mail versturen werkt.';
    try {
      await this.mailserver.stuur({
        ...{ id: randomUUID(), soort: 'inrichten/testmail', persoonId: null, aan, bijlagen: [] },
        ...{ onderwerp: `Testmail van ${name}`, tekst, html: `<!doctype html><p>${tekst}</p>` },
      });
    } catch (fout) {
      if (!(fout instanceof Verzendfout)) throw fout;
      throw testmailMislukt(fout.reden);
    }
    return aan;
  }
}
