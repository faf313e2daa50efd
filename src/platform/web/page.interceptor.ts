import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { putFlash } from './flash.js';
import { Created, Page, Redirect } from './page.js';
import { Shell } from './shell.js';
import type { VisitorRequest } from './visitor.js';

/** Turns a `Page` into HTML, a `Redirect` into 303 and `Created` into 201; anything else is the API's and passes. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(private readonly shell: Shell) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<VisitorRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((result: unknown) => this.answer(result, request, reply)));
  }

  private answer(result: unknown, request: VisitorRequest, reply: FastifyReply): unknown {
    if (isPage(result)) {
      void reply.code(result.options.status ?? 200).type('text/html; charset=utf-8');
      return this.shell.render(result, request, reply);
    }
    if (result instanceof Redirect) {
      if (result.melding) putFlash(reply, result.melding);
      void reply.code(303).header('location', result.naar);
      return '';
    }
    if (result instanceof Created) {
      void reply.code(201).header('location', result.location);
      return result.body;
    }
    return result;
  }
}

/** What its template asks, the walk of the templates has checked. */
const isPage = (result: unknown): result is Page<object> => result instanceof Page;
