import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Settings } from '../config/settings.js';
import { Client, KEEPALIVE, lasting } from '../database/connections.js';
import { KeptAnswers } from './kept-answers.js';

/** What the triggers of the migration `OpenbaarGewijzigd` call when something that everybody sees has changed. */
const CHANNEL = 'openbaar_gewijzigd';
/** Milliseconds until it is tried again. */
const AGAIN = 1000;

/** Hears on a connection of its own what any process changes. While nobody answers, nothing is kept. */
@Injectable()
export class Changes implements OnApplicationBootstrap, OnModuleDestroy {
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
    private readonly kept: KeptAnswers,
    private readonly host: HttpAdapterHost,
  ) {}

  /** A command has no web server, and nothing to keep. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.settings.PAGES_IN_MEMORY && this.host.httpAdapter) await this.listen();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.kept.end();
    await this.client?.end().catch(() => undefined);
  }

  private async listen(): Promise<void> {
    const { url } = this.dataSource.options as { url: string };
    const client = new Client({
      ...lasting,
      connectionString: url,
      application_name: 'academie wijzigingen',
      options: KEEPALIVE,
    });
    this.client = client;
    client.on('notification', () => this.kept.drop());
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.kept.begin();
    } catch {
      client.break();
      this.lost(client);
    }
  }

  private lost(client: Client): void {
    if (this.client !== client || this.stopped) return;
    this.client = undefined;
    this.kept.end();
    this.timer = setTimeout(() => void this.listen(), AGAIN);
    this.timer.unref();
  }
}
