import { Catch, Logger, type ArgumentsHost, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  NotLoggedIn,
  CsrfError,
  MethodNotAllowed,
  ScopeMissing,
  statusOfKind,
  TooManyFields,
  TooManyRequests,
  WrongKey,
} from './errors.js';
import { Page } from './page.js';
import { Shell, type VisitorRequest } from './shell.js';
import { withRequestId } from '../logging/logger.js';
import { DomainError, type FieldError, InputError, Overloaded } from '../errors/domain-error.js';
import { isUnstorable, troubleOf } from '../database/sql-error.js';

export const isApi = (url: string): boolean => /^\/(api|health)(\/|$|\?)/.test(url);

/** The last stop of every error: problem+json for programs, a page in clear words for people. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Fout');

  constructor(private readonly shell: Shell) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<VisitorRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem: Problem = { ...toProblem(error), instance: `urn:uuid:${request.id}` };
    if (problem.status >= 500) withRequestId(request.id, () => this.log(error, problem));
    if (!isApi(request.url) && error instanceof NotLoggedIn) return this.askToLogIn(request, reply);
    void reply.headers(headersOf(error));
    if (isApi(request.url)) this.answerProgram(problem, reply);
    else this.answerPerson(error, problem, request, reply);
  }

  private log(error: unknown, { code }: Problem): void {
    if (code === 'te-druk') return this.logger.warn(String(error));
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  private answerProgram(problem: Problem, reply: FastifyReply): void {
    void reply
      .code(problem.status)
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem));
  }

  private askToLogIn(request: VisitorRequest, reply: FastifyReply): void {
    const lezen = request.method === 'GET' || request.method === 'HEAD';
    const terug = lezen ? request.url : (formulierVan(request) ?? '/');
    const vraag = `terug=${encodeURIComponent(terug)}${lezen ? '' : '&verlopen=ja'}`;
    void reply.code(303).header('location', `/inloggen?${vraag}`).send('');
  }

  private answerPerson(error: unknown, problem: Problem, request: VisitorRequest, reply: FastifyReply): void {
    const wait = retryAfter(error);
    const context = {
      ...(wait === undefined ? {} : { wachtSeconden: wait }),
      status: problem.status,
      code: problem.code,
      titel: problem.title,
      uitleg: problem.detail,
      fouten: problem.fouten,
      kenmerk: request.id,
    };
    const page = new Page('fout/fout', context, { titel: problem.title });
    const html = this.shell.render(page, request, reply);
    void reply.code(problem.status).type('text/html; charset=utf-8').send(html);
  }
}

/** The page of ours on which a form was filled in; null when the browser does not say. */
function formulierVan({ headers }: VisitorRequest): string | null {
  const url = URL.canParse(headers.referer ?? '') ? new URL(headers.referer!) : null;
  return url?.host === headers.host ? url!.pathname + url!.search : null;
}

/** RFC 9457 problem details; `detail` is Dutch and for people, `code` is stable and for programs. */
interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  /** Which request this was: its id as a URN. */
  instance?: string;
  fouten?: FieldError[];
  bekend?: unknown;
}

interface Kind {
  code: string;
  title: string;
  detail: string;
}

const kinds: Record<number, Kind> = {
  400: { code: 'ongeldig-verzoek', title: 'Ongeldig verzoek', detail: 'Dit verzoek is niet goed te lezen.' },
  401: { code: 'niet-ingelogd', title: 'Niet ingelogd', detail: 'Log eerst in.' },
  403: { code: 'verboden', title: 'Geen toegang', detail: 'Je mag dit niet zien of doen.' },
  404: { code: 'niet-gevonden', title: 'Niet gevonden', detail: 'Deze pagina of dit gegeven bestaat niet.' },
  405: { code: 'methode-niet-toegestaan', title: 'Methode niet toegestaan', detail: 'Dit kan hier niet.' },
  406: {
    code: 'formaat-onbekend',
    title: 'Onbekend formaat',
    detail: 'In dit formaat bestaat het niet. Vraag een van de formaten uit de documentatie.',
  },
  408: { code: 'te-laat', title: 'Te laat', detail: 'Het versturen duurde te lang. Probeer het opnieuw.' },
  409: { code: 'conflict', title: 'Dit kan nu niet', detail: 'Dit kan nu niet.' },
  410: { code: 'voorbij', title: 'Dit bestaat niet meer', detail: 'Dit bestaat niet meer.' },
  413: {
    code: 'te-groot',
    title: 'Te groot',
    detail: 'Wat je verstuurde is te groot. Het maximum is 100 kB.',
  },
  414: { code: 'adres-te-lang', title: 'Het adres is te lang', detail: 'Dit adres is te lang.' },
  415: { code: 'soort-onbekend', title: 'Onbekend soort inhoud', detail: 'Verstuur JSON of een formulier.' },
  422: { code: 'ongeldig', title: 'Dit klopt niet', detail: 'Wat je invulde kan niet.' },
  429: {
    code: 'te-veel-verzoeken',
    title: 'Te veel verzoeken',
    detail: 'Wacht even en probeer het dan opnieuw.',
  },
  431: {
    code: 'kopregels-te-groot',
    title: 'Het verzoek is te groot',
    detail: 'Het adres of wat je browser meestuurt is te groot.',
  },
  503: {
    code: 'te-druk',
    title: 'Het is even te druk',
    detail: 'Het is op dit moment erg druk. Wacht een paar tellen en probeer het dan opnieuw.',
  },
  500: {
    code: 'fout',
    title: 'Er ging iets mis',
    detail: 'Er ging bij ons iets mis. Probeer het later opnieuw.',
  },
};

const problem = (status: number, more: Partial<Problem> = {}): Problem => {
  const kind = kinds[status] ?? kinds[status < 500 ? 400 : 500]!;
  return { type: 'about:blank', title: kind.title, status, detail: kind.detail, code: kind.code, ...more };
};

/** Every error that can leave the application, as one shape. What is not known is a 500 and tells nothing. */
export function toProblem(error: unknown): Problem {
  if (error instanceof DomainError) return ofDomain(error);
  if (error instanceof InputError) return ofInput(error);
  if (error instanceof WrongKey) return problem(401, { detail: keyDetail });
  if (error instanceof NotLoggedIn) return problem(401);
  if (error instanceof ScopeMissing) return problem(403, { detail: scopeDetail(error.scope) });
  if (error instanceof MethodNotAllowed) return problem(405);
  if (error instanceof CsrfError) return problem(403, { code: 'csrf', detail: csrfDetail });
  if (error instanceof TooManyRequests) return problem(429);
  if (error instanceof TooManyFields) return problem(413, { code: 'te-veel-velden', detail: tooManyDetail });
  if (isUnstorable(error)) return problem(400, { detail: 'Hier staan tekens in die niet mogen.' });
  const trouble = troubleOf(error);
  if (trouble) return problem(503, trouble === 'busy' ? {} : storing);
  return problem(clientStatus(error) ?? 500);
}

const storing = {
  code: 'storing',
  title: 'Er is een storing',
  detail: 'Onze database is even niet bereikbaar. We werken eraan. Probeer het over een minuut opnieuw.',
};

/** Seconds after which it makes sense to try again; undefined where that would change nothing. */
export function retryAfter(error: unknown): number | undefined {
  if (error instanceof TooManyRequests || error instanceof Overloaded) return error.retryAfter;
  const trouble = troubleOf(error);
  return trouble && (trouble === 'busy' ? 5 : 30);
}

/**
 * Headers with which the answer to a program says more of an error: how to come in (RFC 6750), when to come back, what
 * is possible instead.
 */
function headersOf(error: unknown): Record<string, string | number> {
  const realm = 'Bearer realm="academie"';
  if (error instanceof WrongKey) return { 'www-authenticate': `${realm}, error="invalid_token"` };
  if (error instanceof NotLoggedIn) return { 'www-authenticate': realm };
  if (error instanceof ScopeMissing)
    return { 'www-authenticate': `${realm}, error="insufficient_scope", scope="${error.scope}"` };
  if (error instanceof MethodNotAllowed) return { allow: error.allow.join(', ') };
  const wait = retryAfter(error);
  return wait === undefined ? {} : { 'retry-after': wait };
}

const keyDetail = 'Deze sleutel bestaat niet, of is ingetrokken.';
const scopeDetail = (scope: string): string => `Deze sleutel is er niet voor gemaakt: hij mist ‘${scope}’.`;
const csrfDetail = 'Deze pagina was verlopen. Laad haar opnieuw en probeer het nog eens.';

const tooManyDetail = 'Wat je verstuurde heeft te veel velden.';

function ofDomain(error: DomainError): Problem {
  const status = statusOfKind[error.kind];
  const fouten = error.fouten.length > 0 ? { fouten: error.fouten } : {};
  return problem(status, { code: error.code, detail: error.melding, ...fouten, ...error.meer });
}

function ofInput(error: InputError): Problem {
  const detail =
    error.fouten.length === 1 ? 'Een veld klopt niet.' : `${error.fouten.length} velden kloppen niet.`;
  return problem(400, { code: 'ongeldige-velden', detail, fouten: error.fouten });
}

/** The 4xx that Nest or Fastify itself gives, for example for a body that is not JSON. */
function clientStatus(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
