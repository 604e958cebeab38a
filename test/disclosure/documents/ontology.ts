import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { toRDF } from 'jsonld';
import { Parser, type Quad, Store } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';

const SUBCLASS = 'http://www.w3.org/2000/01/rdf-schema#subClassOf';
const FOLDER = join(import.meta.dirname, 'ontology');

/**
 * All of the ontologies are here, so that none is to be imported. Of the constraints in SPARQL, which the validator does
 * not know, those that could concern a graph of ours ask that nodes have names, and UUIDs in them: a test does that.
 */
const LEFT_OUT = ['http://www.w3.org/2002/07/owl#imports', 'http://www.w3.org/ns/shacl#sparql'];

/** All of CASE and UCO. */
const ontology: Quad[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.ttl.gz'))
  .sort()
  .flatMap((name) => new Parser().parse(gunzipSync(readFileSync(join(FOLDER, name))).toString('utf8')))
  .filter(({ predicate }) => !LEFT_OUT.includes(predicate.value));

/** Which class is below which: shapes ask that of the graph. */
const classes = ontology.filter(({ predicate }) => predicate.value === SUBCLASS);

const RDF_TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
const CLASS = 'http://www.w3.org/2002/07/owl#Class';
const PROPERTY = /^http:\/\/www\.w3\.org\/2002\/07\/owl#(Datatype|Object)Property$/;
const OURS = /^https:\/\/ontology\.(caseontology|unifiedcyberontology)\.org\//;

/** The triples of a JSON-LD document; nothing is loaded from anywhere. */
export async function triplesOf(text: string): Promise<Quad[]> {
  const documentLoader = async () => {
    throw new Error('a context from elsewhere');
  };
  // What it would leave out without a word is an error.
  const options = { format: 'application/n-quads', safe: true, documentLoader } as const;
  const quads = await toRDF(JSON.parse(text), options);
  return new Parser({ format: 'N-Quads' }).parse(String(quads));
}

/** What the shapes of the ontologies say against a graph, of whatever severity. */
export async function faultsOf(graph: readonly Quad[]): Promise<string[]> {
  const data = new Store([...graph, ...classes]);
  const report = await new SHACLValidator(new Store(ontology)).validate(data);
  return report.results.map(({ focusNode, path, message }) =>
    [focusNode?.value, path?.value, ...message.map(({ value }) => value)].join(' '),
  );
}

/** Names of classes and properties that a graph uses and the ontologies do not have: shapes say nothing of those. */
export function unknownTerms(graph: readonly Quad[]): string[] {
  const known = new Set(
    ontology
      .filter(
        ({ predicate, object }) =>
          predicate.value === RDF_TYPE && (object.value === CLASS || PROPERTY.test(object.value)),
      )
      .map(({ subject }) => subject.value),
  );
  const used = graph.flatMap(({ predicate, object }) =>
    predicate.value === RDF_TYPE ? [object.value] : [predicate.value],
  );
  return [...new Set(used)].filter((term) => !OURS.test(term) || !known.has(term));
}
