import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type ApiClient, as, given, type Tokens } from '../client/api-client.ts';
import { isCleared, type Played } from './play-sample.ts';

/** Takes delivery of a sample's package as its agent would. @returns the file it was written to */
export async function fetchPackage(
  { sample, view }: Played,
  folder: string,
  { api, tokens }: { api: ApiClient; tokens: Tokens },
): Promise<string> {
  const token = await tokens('agent', sample.agent.name, sample.agent.authority);
  const asked = { ...as(token), params: { path: { id: view.id } } };
  const { sha256, proof } = await given(
    isCleared(view.id)
      ? api.GET('/cleared/demands/{id}/disclosure', asked)
      : api.GET('/demands/{id}/disclosure', asked),
  );
  // It leads to the store, where the token has no business: followed by hand, it stays here.
  const led = { ...asked, redirect: 'manual' as const };
  const { response: there } = isCleared(view.id)
    ? await api.POST('/cleared/demands/{id}/disclosure', led)
    : await api.POST('/demands/{id}/disclosure', led);
  const location = there.headers.get('location');
  if (location === null) throw new Error(`${sample.name}: the hand-over answered ${there.status}`);
  const response = await fetch(location);
  if (!response.ok) throw new Error(`${sample.name}: the download answered ${response.status}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${sample.name}.zip`);
  const body = { sha256: await keep(response, `${file}.part`) };
  const { matches } = await given(
    isCleared(view.id)
      ? api.POST('/cleared/demands/{id}/receipt', { ...asked, body })
      : api.POST('/demands/{id}/receipt', { ...asked, body }),
  );
  if (!matches || body.sha256 !== sha256)
    throw new Error(`${sample.name}: the package has another SHA-256 than the API said`);
  renameSync(`${file}.part`, file);
  if (proof !== undefined) writeFileSync(`${file}.tlog-proof`, proof);
  return file;
}

/** A package may be larger than memory. @returns the SHA-256 of what came */
async function keep({ body }: Response, file: string): Promise<string> {
  if (body === null) throw new Error('a download without bytes');
  const hash = createHash('sha256');
  const hashed = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(body, hashed, createWriteStream(file));
  return hash.digest('hex');
}
