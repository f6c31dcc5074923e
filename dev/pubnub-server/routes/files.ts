import { channelsNeed } from '../access/need.js';
import { isRecord, parseJson, type Exchange } from '../exchange.js';
import { typeOfName, type StoredFile } from '../file-store.js';
import { corsHeaders, empty, json, type ServerReply } from '../http.js';
import type { Route } from '../route.js';

/** PubNub's default: 5 MB. */
const fileLimit = 5 * 1024 * 1024;

const filePath = '/v1/files/:sub/channels/:channel/files/:id/:name';
/** Stands for the bucket to which PubNub sends uploads and downloads; addresses in it need no token. */
const bucketPath = '/_bucket/:sub/:channel/:id/:name';

/** Files: asking where to upload, uploading, downloading, listing, deleting. Their messages are in `publish.ts`. */
export const fileRoutes: readonly Route[] = [
  {
    operation: 'files',
    method: 'POST',
    path: '/v1/files/:sub/channels/:channel/generate-upload-url',
    needs: channelsNeed('write'),
    handle: generateUploadUrl,
  },
  { operation: 'files', method: 'POST', path: bucketPath, handle: upload },
  { operation: 'files', method: 'GET', path: bucketPath, handle: download },
  {
    operation: 'files',
    method: 'GET',
    path: '/v1/files/:sub/channels/:channel/files',
    needs: channelsNeed('read'),
    handle: listFiles,
  },
  {
    operation: 'files',
    method: 'GET',
    path: filePath,
    needs: channelsNeed('read'),
    handle(exchange) {
      const file = fileOf(exchange);
      return file ? empty(307, { location: bucketUrl(exchange, file.id, file.name) }) : notFound();
    },
  },
  {
    operation: 'files',
    method: 'DELETE',
    path: filePath,
    needs: channelsNeed('delete'),
    handle(exchange) {
      const file = fileOf(exchange);
      if (!file) return notFound();
      exchange.keyspace.files.remove(file);
      return json(200, { status: 200 });
    },
  },
];

function generateUploadUrl(exchange: Exchange): ServerReply {
  const body = parseJson(new TextDecoder().decode(exchange.request.body));
  const name = isRecord(body) ? body['name'] : undefined;
  if (typeof name !== 'string' || name === '') return refuse(400, '[name] is required');

  const id = crypto.randomUUID();
  const now = exchange.context.settings.clock.now();
  return json(200, {
    status: 200,
    data: { id, name },
    file_upload_request: {
      url: bucketUrl(exchange, id, name),
      method: 'POST',
      expiration_date: seconds(now + 60_000),
      form_fields: [
        { key: 'key', value: `${exchange.keyspace.keys.subscribeKey}/${id}/${name}` },
        { key: 'Content-Type', value: typeOfName(name) },
      ],
    },
  });
}

/** Takes a form as S3 does: its fields first, `file` last. */
async function upload(exchange: Exchange): Promise<ServerReply> {
  const { request, keyspace, context } = exchange;
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(request.body.slice(), { headers }).formData().catch(() => undefined);
  const file = form?.get('file');
  if (!form || !file || typeof file === 'string')
    return bucketError('MalformedPOSTRequest', 'There is no file in it.');
  if (file.size > fileLimit) {
    return bucketError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
  }

  const contentType = form.get('Content-Type');
  const name = exchange.segment('name');
  keyspace.files.add({
    id: exchange.segment('id'),
    name,
    channel: exchange.segment('channel'),
    bytes: new Uint8Array(await file.arrayBuffer()),
    contentType: typeof contentType === 'string' ? contentType : typeOfName(name),
    created: seconds(context.settings.clock.now()),
  });
  return empty(204);
}

function download(exchange: Exchange): ServerReply {
  const file = fileOf(exchange);
  if (!file) return bucketError('NoSuchKey', 'The specified key does not exist.', 404);
  return { status: 200, headers: { ...corsHeaders, 'content-type': file.contentType }, body: file.bytes };
}

function listFiles(exchange: Exchange): ServerReply {
  const files = exchange.keyspace.files.on(exchange.segment('channel'));
  const data = files.map(({ name, id, bytes, created }) => ({ name, id, size: bytes.length, created }));
  return json(200, { status: 200, data, next: null, count: data.length });
}

function fileOf(exchange: Exchange): StoredFile | undefined {
  return exchange.keyspace.files.find(
    exchange.segment('channel'),
    exchange.segment('id'),
    exchange.segment('name'),
  );
}

function bucketUrl(exchange: Exchange, id: string, name: string): string {
  const { request, keyspace } = exchange;
  const parts = [keyspace.keys.subscribeKey, exchange.segment('channel'), id, name];
  const path = parts.map((part) => encodeURIComponent(part)).join('/');
  return `${request.url.origin}${request.mount ?? ''}/_bucket/${path}`;
}

function seconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

function notFound(): ServerReply {
  return refuse(404, 'Requested file was not found.');
}

function refuse(status: number, message: string): ServerReply {
  return json(status, { status, error: { message, source: 'Files' } });
}

function bucketError(code: string, message: string, status = 400): ServerReply {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { ...corsHeaders, 'content-type': 'application/xml' }, body };
}
