import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiAccess } from '../platform/web/api-docs.js';
import type { VisitorRequest } from '../platform/web/visitor.js';
import { toegangVoor, type Recht } from './rechten.js';
import { anoniem, type Wie } from './wie.js';
import type { Bezoeker } from './sessies.service.js';

export const RECHT = 'recht';

/** Opens a route to those whom the who-may-what table names for this right. */
export const Mag = (recht: Recht): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(RECHT, recht), ApiAccess(toegangVoor(recht)));

/** A request after the guard has seen who makes it. */
export type AcademieRequest = VisitorRequest & {
  wie?: Wie;
  /** Of a browser: the key in its cookie and what we know of who holds it, also half-way a log-in. */
  sessiesleutel?: string;
  bezoeker?: Bezoeker;
};

/** The one who makes this request. */
export const DezeWie = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Wie =>
    context.switchToHttp().getRequest<AcademieRequest>().wie ?? anoniem,
);
