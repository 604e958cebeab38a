import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  const bytes = new Uint8Array(await response.arrayBuffer());
  const body = { sha256: createHash('sha256').update(bytes).digest('hex') };
  const { matches } = await given(
    isCleared(view.id)
      ? api.POST('/cleared/demands/{id}/receipt', { ...asked, body })
      : api.POST('/demands/{id}/receipt', { ...asked, body }),
  );
  if (!matches || body.sha256 !== sha256)
    throw new Error(`${sample.name}: the package has another SHA-256 than the API said`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${sample.name}.zip`);
  writeFileSync(file, bytes);
  if (proof !== undefined) writeFileSync(`${file}.tlog-proof`, proof);
  return file;
}
