import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { Settings } from '../config/settings.js';

const order: LogLevel[] = ['error', 'warn', 'log', 'debug'];
/** Nest tells at each start which parts it put together; nobody who runs the product needs that. */
const wiring = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** JSON lines in production, readable ones elsewhere; never names, addresses or tokens. */
class Logger extends ConsoleLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    if (!wiring.has(String(rest.at(-1)))) super.log(message, ...rest);
  }
}

export function createLogger(settings: Settings): ConsoleLogger {
  const logLevels = order.slice(0, order.indexOf(settings.LOG_LEVEL) + 1);
  return new Logger({ json: settings.production, colors: false, logLevels });
}
