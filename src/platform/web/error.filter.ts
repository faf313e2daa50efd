import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NotLoggedIn } from './errors.js';
import { Page } from './page.js';
import { headersOf, retryAfter, toProblem, type Problem } from './problem.js';
import { Shell } from './shell.js';
import type { VisitorRequest } from './visitor.js';
import { withRequestId } from '../logging/logger.js';

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
    const lezen = request.method === 'GET';
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
