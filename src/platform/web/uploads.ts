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

/** Which routes take a form in the way of files, and what it may hold. */
const LIMITS: Partial<Record<string, { files: number; fields: number }>> = {
  file: { files: 1, fields: 20 },
  files: { files: 5, fields: 20 },
  'one-click': { files: 0, fields: 5 },
};

/**
 * Forms with one file of at most 5 MB, or a few; the other fields stand in the body as in any form. Only of a route that says so,
 * and read only when it is known that the sender may: see `readUpload`.
 */
export async function addUploads(fastify: FastifyInstance): Promise<void> {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const type = request.headers['content-type'] ?? '';
    const refused = /^multipart\//i.test(type) && !LIMITS[formKindOf(request) ?? ''];
    done(refused ? new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(type) : undefined);
  });
  await fastify.register(fastifyMultipart, { limits: { fileSize: LARGEST, fieldSize: 100 * 1024 } });
}

/** Whether the form comes in the way of files, and so has not been read yet when it is known who sends it. */
export const hasUpload = (request: FastifyRequest): boolean => request.isMultipart();

/** Reads the form into the body of the request. @throws InputError, TooManyFields, Unreadable */
export async function readUpload(request: FastifyRequest): Promise<void> {
  request.body = await readForm(request);
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
  for await (const part of request.parts({ limits: LIMITS[formKindOf(request)!]! })) {
    if (part.type === 'file') {
      const upload: Upload = { bestandsnaam: part.filename, inhoud: await part.toBuffer() };
      const several = LIMITS[formKindOf(request)!]!.files > 1;
      fields.set(part.fieldname, several ? [...listOf(fields.get(part.fieldname)), upload] : upload);
    } else {
      if (part.valueTruncated) throw new TooManyFields();
      if (typeof part.value !== 'string') throw new Unreadable();
      checkText(part.fieldname, part.value);
      fields.set(part.fieldname, part.value);
    }
  }
  return Object.fromEntries(fields);
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The upload in a field of a form; undefined when no file was chosen. */
export function uploadFrom(value: unknown): Upload | undefined {
  const upload = value as Partial<Upload> | null | undefined;
  return upload && Buffer.isBuffer(upload.inhoud) && upload.inhoud.length > 0
    ? (upload as Upload)
    : undefined;
}

/** The uploads in a field of a form that takes several; a browser without a choice sends one empty one. */
export const uploadsFrom = (value: unknown): Upload[] =>
  listOf(value).flatMap((one) => uploadFrom(one) ?? []);
