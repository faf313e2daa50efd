import fastifyMultipart from '@fastify/multipart';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import { InputError } from '../errors/domain-error.js';
import { checkText } from './body-parsers.js';
import { TooManyFields, Unreadable } from './errors.js';
import { formKindOf } from './form-kind.js';

/** A file that came with a form; stands in the body under the name of its field. */
export interface Upload {
  bestandsnaam: string;
  inhoud: Buffer;
}

const MEGABYTE = 1024 * 1024;
const LARGEST = 5 * MEGABYTE;

/**
 * Forms with one file of at most 5 MB; the other fields stand in the body as in any form. Only of a route that says it
 * takes a file: nobody else's are even read.
 */
export async function addUploads(fastify: FastifyInstance): Promise<void> {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const type = request.headers['content-type'] ?? '';
    const refused = /^multipart\//i.test(type) && formKindOf(request) !== 'file';
    done(refused ? new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(type) : undefined);
  });
  await fastify.register(fastifyMultipart, {
    limits: { files: 1, fileSize: LARGEST, fields: 20, fieldSize: 100 * 1024 },
  });
  fastify.addHook('preValidation', async (request) => {
    if (request.isMultipart()) request.body = await readForm(request);
  });
}

/** The parser tells of a form that stops halfway, or is none, with errors that have no status. */
async function readForm(request: FastifyRequest): Promise<Record<string, unknown>> {
  try {
    return await fieldsOf(request);
  } catch (error) {
    if (error instanceof InputError || (error as { statusCode?: number }).statusCode) throw error;
    throw new Unreadable();
  }
}

async function fieldsOf(request: FastifyRequest): Promise<Record<string, unknown>> {
  const fields = new Map<string, unknown>();
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const upload: Upload = { bestandsnaam: part.filename, inhoud: await part.toBuffer() };
      fields.set(part.fieldname, upload);
    } else {
      if (part.valueTruncated) throw new TooManyFields();
      if (typeof part.value !== 'string') throw new Unreadable();
      checkText(part.fieldname, part.value);
      fields.set(part.fieldname, part.value);
    }
  }
  return Object.fromEntries(fields);
}

/** The upload in a field of a form; undefined when no file was chosen. */
export function uploadFrom(value: unknown): Upload | undefined {
  const upload = value as Partial<Upload> | null | undefined;
  return upload && Buffer.isBuffer(upload.inhoud) && upload.inhoud.length > 0
    ? (upload as Upload)
    : undefined;
}
