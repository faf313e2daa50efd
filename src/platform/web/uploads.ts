import fastifyMultipart, { type MultipartFile } from '@fastify/multipart';
import { errorCodes, type FastifyInstance } from 'fastify';

/** A file that came with a form; stands in the body under the name of its field. */
export interface Upload {
  bestandsnaam: string;
  inhoud: Buffer;
}

const MEGABYTE = 1024 * 1024;
const LARGEST = 5 * MEGABYTE;
/** Only staff uploads files; nobody else's are even read. Mail programs may use this kind of form to unsubscribe. */
const uploadPaths = /^\/(beheer|afmelden)\//;

/** Forms with one file of at most 5 MB; the other fields stand in the body as in any form. */
export async function addUploads(fastify: FastifyInstance): Promise<void> {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const type = request.headers['content-type'] ?? '';
    const refused = type.startsWith('multipart/') && !uploadPaths.test(request.url);
    done(refused ? new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(type) : undefined);
  });
  await fastify.register(fastifyMultipart, {
    attachFieldsToBody: 'keyValues',
    limits: { files: 1, fileSize: LARGEST, fields: 20, fieldSize: 100 * 1024 },
    async onFile(part: MultipartFile) {
      const upload: Upload = { bestandsnaam: part.filename, inhoud: await part.toBuffer() };
      Object.assign(part, { value: upload });
    },
  });
}

/** The upload in a field of a form; undefined when no file was chosen. */
export function uploadFrom(value: unknown): Upload | undefined {
  const upload = value as Partial<Upload> | null | undefined;
  return upload && Buffer.isBuffer(upload.inhoud) && upload.inhoud.length > 0
    ? (upload as Upload)
    : undefined;
}
