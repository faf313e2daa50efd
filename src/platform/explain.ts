import { SettingsError } from './config/settings.js';
import { EmbeddedPostgresError } from './database/embedded/embedded-error.js';

interface SystemError {
  code?: string;
  port?: number;
  message: string;
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ECONNRESET',
  'NO_CONNECTION',
]);

/** Says what went wrong at a start: in one Dutch sentence where we know it, else as the error itself. */
export function explain(error: unknown): unknown {
  if (error instanceof SettingsError || error instanceof EmbeddedPostgresError) return error.message;
  const { code, port, message } = (error ?? {}) as SystemError;
  if (code === 'EADDRINUSE')
    return `Poort ${port} is al in gebruik. Kies een andere, bijvoorbeeld: PORT=${Number(port) + 1} npm start`;
  if (code && unreachable.has(code))
    return `De database van DATABASE_URL is niet te bereiken (${message || code}).`;
  return error;
}
