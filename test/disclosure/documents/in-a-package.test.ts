import { join } from 'node:path';
import { packageDocuments } from '../../../functions/disclosure/documents/documents.ts';
import { linkTo } from '../../../functions/disclosure/documents/file-link.ts';
import { loadFont } from '../../../functions/disclosure/documents/load-font.ts';
import { type Engine, startEngine } from '../../kit/dynoxide.ts';
import { type Desk, openDesk } from '../../retrieval/approved-demand.ts';
import { openSampleStores } from '../../retrieval/sample-stores.ts';
import { law } from '../../validity/law.ts';
import { hexOf, packageFiles } from '../package-files.ts';
import { fileChecked, sealed, sealingOf } from '../sealed-demand.ts';
import { faultsOf, triplesOf } from './ontology.ts';

let engine: Engine;
let desk: Desk;

beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine));
});
afterAll(() => engine.stop());

describe('the documents of a package', () => {
  it('are in it, are of its records, and are under its signature', async () => {
    const font = join(import.meta.dirname, '../../../node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
    const sealing = { ...sealingOf(desk), documents: packageDocuments(law, loadFont(font)) };
    const { bytes } = await sealed(desk, sealing, await fileChecked(desk));
    const files = await packageFiles(bytes);
    const names = ['index.html', 'metadata/case.jsonld', 'metadata/certificate-902.pdf'];
    expect([...files.keys()]).toEqual(expect.arrayContaining(names));

    const page = files.get('index.html')?.toString() ?? '';
    const links = [...page.matchAll(/href="(data\/[^"]*)"/g)].map(([, link]) => link);
    const linked = [...files.keys()].filter((path) => path.startsWith('data/') && linkTo(path));
    expect(links.sort()).toEqual(linked.map((path) => linkTo(path)).sort());
    expect(links.length).toBeGreaterThan(5);

    const { payload } = JSON.parse(files.get('statement.dsse.json')?.toString() ?? '');
    const { subject } = JSON.parse(Buffer.from(payload, 'base64').toString());
    for (const name of names)
      expect(subject).toContainEqual(
        expect.objectContaining({
          name,
          digest: expect.objectContaining({ sha256: hexOf('sha256', files.get(name) ?? Buffer.alloc(0)) }),
        }),
      );
    expect(await faultsOf(await triplesOf(files.get('metadata/case.jsonld')?.toString() ?? ''))).toEqual([]);
  });
});
