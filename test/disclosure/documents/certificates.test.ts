import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { certificateFacts } from '../../../functions/disclosure/documents/certificate-facts.ts';
import { packageDocuments } from '../../../functions/disclosure/documents/documents.ts';
import { loadFont } from '../../../functions/disclosure/documents/load-font.ts';
import { shortfallsOf } from '../../../functions/disclosure/documents/shortfalls.ts';
import type { Predicate } from '../../../functions/disclosure/predicate.schema.ts';
import { sha256Hex } from '../../../functions/shared/canonical-json.ts';
import { law } from '../../validity/law.ts';
import { PAYLOAD, payloadOf, predicateOf } from './sample-predicate.ts';

const ROOT = join(import.meta.dirname, '../../..');
const font = loadFont(join(ROOT, 'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));

async function made(predicate: Predicate, some = law): Promise<Map<string, Buffer>> {
  const documents = new Map<string, Buffer>();
  for (const { path, make } of packageDocuments(some, font)) {
    const bytes = await make(predicate, payloadOf(PAYLOAD));
    if (bytes) documents.set(path, Buffer.from(bytes));
  }
  return documents;
}

const pdf = (documents: Map<string, Buffer>, path: string) => documents.get(path)?.toString('latin1') ?? '';

/** Nothing of the demand is missing. */
const WHOLE = {
  noneFound: [],
  setAside: [],
  scope: { ...predicateOf().scope, notHeld: [], outOfTime: [] },
  determination: { ...predicateOf().determination, authorised: ['sessions'], targets: [0] },
  review: { ...predicateOf().review, items: ['sessions'], targets: [0] },
};

describe('a certificate', () => {
  it.each([
    ['us/search-warrant', ['metadata/certificate-902.pdf']],
    ['eu/epoc', ['metadata/certificate-eu.pdf']],
    ['us/national-security-letter', []],
    ['zz/unknown', []],
  ])('is the one that the page of %s names', async (instrument, papers) => {
    const documents = await made(predicateOf({ instrument }));
    expect([...documents.keys()]).toEqual(['index.html', 'metadata/case.jsonld', ...papers]);
  });

  it('is none before its law is in force', async () => {
    const documents = await made(
      predicateOf({ instrument: 'eu/epoc', sealedAt: '2026-08-17T12:00:00.000Z' }),
    );
    expect([...documents.keys()]).not.toContain('metadata/certificate-eu.pdf');
  });

  it('is a tagged PDF of one page in English, and the same bytes each time', async () => {
    const first = await made(predicateOf());
    const text = pdf(first, 'metadata/certificate-902.pdf');
    expect(text).toMatch(/^%PDF-1\.7/);
    expect(text).toContain('/Marked true');
    expect(text).toContain('/Lang (en)');
    expect(text).toContain('/DisplayDocTitle true');
    expect(text.match(/\/Type \/Page\n/g)).toHaveLength(1);
    expect(await made(predicateOf())).toEqual(first);
  });

  it('is one page however long the names are', async () => {
    const long = 'Wort '.repeat(200);
    const documents = await made(
      predicateOf({
        instrument: 'eu/epoc',
        reference: long,
        authority: { name: long, country: 'FR' },
        provider: { name: long, address: long, contact: long },
        targets: Array.from({ length: 200 }, () => ({ type: 'email' as const, value: long, accounts: [] })),
      }),
    );
    expect(pdf(documents, 'metadata/certificate-eu.pdf').match(/\/Type \/Page\n/g)).toHaveLength(1);
  });

  it('names the package by the hash of its manifest', () => {
    const facts = certificateFacts({ predicate: predicateOf(), payload: payloadOf(PAYLOAD), law });
    const lines = PAYLOAD.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('');
    expect(facts.map(([, value]) => value)).toContain(sha256Hex(lines));
  });
});

describe('what a package lacks', () => {
  it('is nothing where all that was allowed was found', () => {
    expect([...shortfallsOf(predicateOf(WHOLE), law)]).toEqual([]);
  });

  it.each<[string, Partial<Predicate>]>([
    ['none-found', { noneFound: [{ account: 'a', item: 'sessions' }] }],
    ['none-found', { accounts: [] }],
    ['not-held', { scope: { ...WHOLE.scope, notHeld: ['content.calls'] } }],
    ['out-of-time', { scope: { ...WHOLE.scope, outOfTime: ['sessions'] } }],
    ['set-aside', { setAside: [{ account: 'a', item: 'sessions', reason: 'missing', count: 1 }] }],
    ['narrowed', { determination: { ...WHOLE.determination, outcome: 'narrow' } }],
    ['narrowed', { determination: { ...WHOLE.determination, targets: [0, 1] } }],
    ['narrowed', { determination: { ...WHOLE.determination, authorised: ['sessions', 'subscriber'] } }],
  ])('is %s', (shortfall, some) => {
    expect([...shortfallsOf(predicateOf({ ...WHOLE, ...some }), law)]).toEqual([shortfall]);
  });

  it('makes another paper of it', async () => {
    const whole = await made(predicateOf({ ...WHOLE, instrument: 'eu/epoc' }));
    const partly = await made(predicateOf({ ...WHOLE, instrument: 'eu/epoc', accounts: [] }));
    const size = (documents: Map<string, Buffer>) =>
      documents.get('metadata/certificate-eu.pdf')?.length ?? 0;
    expect(size(partly)).toBeGreaterThan(size(whole) + 1000);
  });
});
