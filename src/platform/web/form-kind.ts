import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

/**
 * A form with a file, or a few, or with a row for each person or bijeenkomst, and so with many fields; or the form that a mail
 * program makes up itself (RFC 8058), which may come in the way of files but has none.
 */
type FormKind = 'file' | 'files' | 'rows' | 'one-click';

declare module 'fastify' {
  interface FastifyContextConfig {
    form?: FormKind;
  }
}

/** Says of a route that its form is not a short one. Without it a route takes few fields and no file. */
export const Form = (form: FormKind): MethodDecorator => RouteConfig({ form });

export const formKindOf = (request: FastifyRequest): FormKind | undefined => request.routeOptions.config.form;
