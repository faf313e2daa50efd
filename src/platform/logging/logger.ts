import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** The id of the request that is being answered; undefined outside of one. */
const requestId = (): string | undefined => current.getStore();

/** Everything that `work` does, and that follows from it, belongs to this request. */
export const withRequestId = <T>(id: string, work: () => T): T => current.run(id, work);
const order: LogLevel[] = ['error', 'warn', 'log', 'debug'];
/** Nest tells at each start which parts it put together; nobody who runs the product needs that. */
const wiring = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/**
 * JSON lines in production, readable ones elsewhere; never names, addresses or tokens. A line that belongs to a request
 * carries its id: as `verzoek`, or at its end.
 */
class Logger extends ConsoleLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (!wiring.has(String(rest.at(-1)))) super.log(message, ...rest);
  }

  protected override getJsonLogObject(
    ...line: Parameters<ConsoleLogger['getJsonLogObject']>
  ): ReturnType<ConsoleLogger['getJsonLogObject']> {
    const verzoek = requestId();
    return { ...super.getJsonLogObject(...line), ...(verzoek ? { verzoek } : {}) };
  }

  protected override formatMessage(...line: Parameters<ConsoleLogger['formatMessage']>): string {
    const verzoek = requestId();
    const text = super.formatMessage(...line);
    return verzoek ? text.replace(/\n$/, ` {${verzoek}}\n`) : text;
  }
}

export function createLogger(settings: Settings): ConsoleLogger {
  const logLevels = order.slice(0, order.indexOf(settings.LOG_LEVEL) + 1);
  return new Logger({ json: settings.production, colors: false, logLevels });
}
