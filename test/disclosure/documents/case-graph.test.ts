import { describe, expect, it } from '@jest/globals';
import { caseGraph } from '../../../functions/disclosure/documents/case-graph.ts';
import type { PayloadFile } from '../../../functions/disclosure/payload.ts';
import type { Predicate } from '../../../functions/disclosure/predicate.schema.ts';
import { law } from '../../validity/law.ts';
import { faultsOf, triplesOf, unknownTerms } from './ontology.ts';
import { fileOf, PAYLOAD, payloadOf, predicateOf } from './sample-predicate.ts';

const graphOf = (predicate: Predicate, payload: readonly PayloadFile[] = PAYLOAD) =>
  caseGraph({ predicate, payload: payloadOf(payload), law });

describe('the graph of a package', () => {
  it('is what the shapes of CASE and UCO ask for, in their terms alone', async () => {
    const triples = await triplesOf(graphOf(predicateOf()));
    expect(triples.length).toBeGreaterThan(100);
    expect(unknownTerms(triples)).toEqual([]);
    expect(await faultsOf(triples)).toEqual([]);
    const named = /-[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    for (const { subject } of triples) expect(subject.value).toMatch(named);
  });

  it('is so without files, events or a known instrument', async () => {
    const triples = await triplesOf(graphOf(predicateOf({ custody: [], instrument: 'zz/none' }), []));
    expect(await faultsOf(triples)).toEqual([]);
  });

  it('would be found out: a hash that is none, a performer that is no object, a term that is not there', async () => {
    const graph = JSON.parse(graphOf(predicateOf()));
    const sealing = graph['@graph'].find(
      (node: Record<string, unknown>) => node['uco-core:name'] === 'Sealing of the package',
    );
    sealing['uco-action:performer'] = [{ '@id': 'kb:nobody' }, { '@id': 'kb:noone' }];
    sealing['uco-action:made'] = 'well';
    const triples = await triplesOf(JSON.stringify(graph));
    expect(await faultsOf(triples)).not.toEqual([]);
    expect(unknownTerms(triples)).toHaveLength(1);
  });

  it('has each file with its digests, and is the same each time', () => {
    const text = graphOf(predicateOf());
    for (const { path, sha256, sha512 } of PAYLOAD)
      for (const one of [path, sha256, sha512]) expect(text).toContain(one);
    expect(graphOf(predicateOf())).toBe(text);
  });

  it('tells of many files by the manifests that list them', async () => {
    const many = Array.from({ length: 2001 }, (_, index) => fileOf(`data/accounts/a/files/${index}`));
    const text = graphOf(predicateOf(), many);
    expect(text).not.toContain('data/accounts/a/files/');
    expect(text).toContain('"manifest-sha256.txt"');
    expect(text).toContain('Lists all 2,001 files');
    expect(await faultsOf(await triplesOf(text))).toEqual([]);
  });
});
