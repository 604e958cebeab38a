import fc from 'fast-check';
import {
  checkDocuments,
  MAX_DOCUMENTS_BYTES,
  MAX_READ_BYTES,
} from '../../functions/intake/check-documents.ts';
import { MAX_DOCUMENT_BYTES } from '../../functions/intake/upload-document.route.ts';
import { Problem } from '../../functions/shared/problem.ts';
import { memoryDocuments, type Uploaded } from '../kit/memory-documents.ts';

const hash = (index: number) => String(index).padStart(64, '0');
const named = (index: number, mediaType = 'application/pdf') => ({
  sha256: hash(index),
  mediaType,
  title: 'order',
});

const check = (
  documents: readonly ReturnType<typeof named>[],
  uploads: (path: string) => Uploaded | undefined,
) => {
  const { store, asked } = memoryDocuments(uploads);
  const answer = checkDocuments(documents, 'us-fbi', store).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    return `${error.status} ${error.code} ${error.faults.map(({ pointer }) => pointer).join(' ')}`.trim();
  });
  return { answer, asked };
};

describe('documents that a demand names', () => {
  it('are bound in the version that was looked at', async () => {
    const { answer, asked } = check([named(1), named(2)], (path) => ({
      versionId: `v-${path.at(-1)}`,
      size: 7,
    }));
    expect(await answer).toEqual([
      { sha256: hash(1), versionId: 'v-1', size: 7 },
      { sha256: hash(2), versionId: 'v-2', size: 7 },
    ]);
    expect(asked.kept).toEqual([`${hash(1)} v-1`, `${hash(2)} v-2`]);
  });

  it('are looked at once and read never, however often they are named and whatever their size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 50 }),
        fc.integer({ min: 1, max: MAX_DOCUMENT_BYTES }),
        async (indexes, size) => {
          const { answer, asked } = check(
            indexes.map((index) => named(index)),
            () => ({ size }),
          );
          const [answered, distinct] = [await answer, new Set(indexes).size];
          expect(asked.found).toHaveLength(distinct);
          expect(asked.read).toEqual([]);
          if (distinct * size > MAX_DOCUMENTS_BYTES) expect(answered).toBe('413 documents_too_large');
          else expect(answered).toHaveLength(distinct);
        },
      ),
    );
  });

  it('are read where the store verified no hash, and no more than there is time for', async () => {
    const size = MAX_READ_BYTES / 2;
    const uploads = (path: string) => ({ size, bytes: path.split('/')[1] ?? '' });
    const two = check([named(1), named(2), named(1)], uploads);
    expect(await two.answer).toHaveLength(2);
    expect(two.asked.read).toEqual([`${hash(1)} v1`, `${hash(2)} v1`]);
    const three = check([named(1), named(2), named(3)], uploads);
    expect(await three.answer).toBe('413 documents_too_large');
    expect([three.asked.read, three.asked.kept]).toEqual([[], []]);
  });

  it.each<[string, (path: string) => Uploaded | undefined, string]>([
    [
      'never uploaded',
      (path) => (path.endsWith('2') ? undefined : {}),
      '422 document_missing /documents/1/sha256',
    ],
    [
      'another authority’s',
      (path) => (path.startsWith('us-usss') ? {} : undefined),
      '422 document_missing /documents/0/sha256 /documents/1/sha256 /documents/2/sha256',
    ],
    [
      'other bytes, as the store verified',
      (path) => (path.endsWith('2') ? { sha256: hash(9) } : {}),
      '422 document_altered /documents/1/sha256',
    ],
    [
      'other bytes, as they are read',
      (path) => (path.endsWith('2') ? { bytes: hash(9) } : {}),
      '422 document_altered /documents/1/sha256',
    ],
    [
      'of another type',
      (path) => (path.endsWith('2') ? { mediaType: 'text/plain' } : {}),
      '422 document_type_differs /documents/1/mediaType',
    ],
    [
      'of no type',
      (path) => (path.endsWith('2') ? { mediaType: '' } : {}),
      '422 document_type_differs /documents/1/mediaType',
    ],
  ])('are refused, and nothing is kept: %s', async (_what, uploads, refusal) => {
    const { answer, asked } = check([named(1), named(2), named(1)], uploads);
    expect(await answer).toBe(refusal);
    expect(asked.kept).toEqual([]);
  });

  it('are of one type each, wherever they are named', async () => {
    const { answer } = check([named(1), named(1, 'text/plain')], () => ({}));
    expect(await answer).toBe('422 document_type_differs /documents/1/mediaType');
  });
});
