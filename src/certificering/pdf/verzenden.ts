import type { FastifyReply } from 'fastify';
import { attachment } from '../../platform/web/attachment.js';

/** Names the file for who saves it, and keeps it out of every cache and search engine. */
export function alsBestand(reply: FastifyReply, naam: string, soort: string): void {
  void reply
    .type(soort)
    .header('content-disposition', attachment(naam))
    .header('cache-control', 'no-store')
    .header('x-robots-tag', 'noindex');
}
