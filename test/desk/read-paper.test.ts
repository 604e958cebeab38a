import { createHash } from 'node:crypto';
import type { DrawAnswer, DrawRequest } from '../../functions/desk/draw-paper.schema.ts';
import { drawPaper } from '../../functions/desk/draw-paper.ts';
import { pageAnswer, requirePngFirst } from '../../functions/desk/page-answer.ts';
import { readPaperRoute } from '../../functions/desk/read-paper.route.ts';
import { readPaper } from '../../functions/desk/read-paper.ts';
import type { ScannedDocument, Verdict } from '../../functions/intake/verdict.store.ts';
import { newDemandId } from '../../functions/ledger/demand-id.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { answering, publicApiHandler } from '../../functions/shared/public-api.ts';
import { problemOf, rita } from '../kit/desk.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { FILED_AT, fileSample } from '../kit/filed-demand.ts';
import { sampleDemand } from '../kit/sample-demand.ts';

const ORDER = 'a'.repeat(64);
const MAIL = 'b'.repeat(64);
const UNPINNED = 'c'.repeat(64);
const PNG = Buffer.from('a picture');

describe('a paper of a demand', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createDemandsTable();
  });
  afterAll(() => engine.stop());

  async function arrange({
    verdict = 'clean' as Verdict,
    answer = { pages: 3, png: PNG.toString('base64') } as DrawAnswer,
  } = {}) {
    const store = dynamoDemandStore(engine.documents, table);
    const paper = (sha256: string, mediaType: string) => ({ sha256, mediaType, title: 'Order' });
    const documents = [
      paper(ORDER, 'application/pdf'),
      paper(MAIL, 'message/rfc822'),
      paper(UNPINNED, 'application/pdf'),
    ];
    const id = await fileSample(store, {
      record: {
        demand: { ...sampleDemand(), documents },
        documents: [ORDER, MAIL].map((sha256) => ({ sha256, versionId: `v-${sha256[0]}`, size: 9 })),
      },
    });
    const drawn: DrawRequest[] = [];
    const asked: ScannedDocument[] = [];
    const deps = {
      store,
      clock: () => new Date(FILED_AT),
      verdicts: {
        of: async (document: ScannedDocument) => {
          asked.push(document);
          return verdict;
        },
        keep: async () => {},
      },
      link: async ({ versionId }: ScannedDocument) => ({
        url: `https://store.example.com/${versionId}`,
        expiresIn: 300,
        bucket: 'documents',
        key: 'key',
      }),
      draw: async (request: DrawRequest) => {
        drawn.push(request);
        return answer;
      },
    };
    const read = (sha256: string, demandId = id) => readPaper({ id: demandId, sha256, page: 2 }, rita, deps);
    return { read, drawn, asked };
  }

  it('is drawn in the version that the demand is bound to', async () => {
    const { read, drawn, asked } = await arrange();
    expect(await read(ORDER)).toEqual({ png: PNG, pages: 3 });
    expect(asked).toMatchObject([{ authorityId: 'us-usao-ndca', sha256: ORDER, versionId: 'v-a' }]);
    expect(drawn).toEqual([
      {
        url: 'https://store.example.com/v-a',
        sha256: ORDER,
        size: 9,
        mediaType: 'application/pdf',
        page: 2,
      },
    ]);
  });

  it.each([
    ['unscanned', '409 paper_not_scanned'],
    ['failed', '409 paper_not_scanned'],
    ['suspicious', '409 paper_suspicious'],
  ] as const)('that is %s is not drawn', async (verdict, problem) => {
    const { read, drawn } = await arrange({ verdict });
    expect(await problemOf(read(ORDER))).toBe(problem);
    expect(drawn).toEqual([]);
  });

  it('is not drawn where the demand does not name it, has no version of it, or is not there', async () => {
    const { read, drawn } = await arrange();
    expect(await problemOf(read('d'.repeat(64)))).toBe('404 not_found');
    expect(await problemOf(read('../..'))).toBe('404 not_found');
    expect(await problemOf(read(UNPINNED))).toBe('409 paper_not_scanned');
    expect(await problemOf(read(ORDER, newDemandId(new Date(FILED_AT))))).toBe('404 not_found');
    expect(await problemOf(read(ORDER, 'constructor'))).toBe('404 not_found');
    expect(drawn).toEqual([]);
  });

  it('that has no pages, such as a mail, is not drawn', async () => {
    const { read, drawn } = await arrange();
    expect(await problemOf(read(MAIL))).toBe('422 paper_not_drawn');
    expect(drawn).toEqual([]);
  });

  it.each([
    ['unreadable', '422 paper_unreadable'],
    ['encrypted', '422 paper_unreadable'],
    ['too-large', '422 paper_unreadable'],
    ['no-such-page', '404 page_missing'],
  ] as const)('that is %s is answered with a problem', async (fault, problem) => {
    const { read } = await arrange({ answer: { fault } });
    expect(await problemOf(read(ORDER))).toBe(problem);
  });
});

describe('the answer with a page', () => {
  const handler = publicApiHandler(
    answering({ ...readPaperRoute, roles: 'public' }, async ({ query: { page = 1 }, header }) => {
      requirePngFirst(header('accept'));
      return pageAnswer(PNG, { page, pages: 3 });
    }),
  );
  const asked = { path: { id: 'd', sha256: ORDER } };

  it('is bytes that nothing runs in, with the way to the next page', async () => {
    const accept = { accept: 'image/png' };
    const route = { ...readPaperRoute, roles: 'public' as const };
    const answered = await handler(eventFor(accept), {} as never);
    expect(route.path).toContain('/papers/');
    expect(answered).toMatchObject({
      statusCode: 200,
      isBase64Encoded: true,
      body: PNG.toString('base64'),
      headers: {
        'content-type': 'image/png',
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'same-origin',
        link: '<?page=2>; rel="next", <?page=3>; rel="last"',
      },
    });
  });

  it.each(['*/*', 'image/*', 'text/html, image/png', ''])(
    'is refused to who accepts %j first',
    async (accept) => {
      const answered = await handler(eventFor({ accept }), {} as never);
      expect(answered).toMatchObject({ statusCode: 406 });
      expect(answered.isBase64Encoded).toBeUndefined();
    },
  );

  const eventFor = (headers: Record<string, string>) =>
    ({
      httpMethod: 'GET',
      resource: readPaperRoute.path,
      path: '/',
      headers,
      pathParameters: asked.path,
      queryStringParameters: null,
      body: null,
    }) as never;
});

describe('the bytes of a paper', () => {
  const bytes = Buffer.from('%PDF-1.7');
  const request = {
    url: 'https://store.example.com/1',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    mediaType: 'application/pdf' as const,
    page: 1,
  };

  it('are those of the hash that the demand names, or are not drawn', async () => {
    const seen: Uint8Array[] = [];
    const draw = async (given: Uint8Array) => {
      seen.push(given);
      return { pages: 1, png: PNG };
    };
    expect(await drawPaper(request, { fetchBytes: async () => bytes, draw })).toEqual({
      pages: 1,
      png: PNG.toString('base64'),
    });
    const altered = { fetchBytes: async () => Buffer.from('%PDF-1.8'), draw };
    await expect(drawPaper(request, altered)).rejects.toMatchObject({ name: 'InconsistentState' });
    expect(seen).toEqual([bytes]);
  });
});
