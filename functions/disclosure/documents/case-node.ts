/** Namespaces of CASE and UCO 1.4.0, and of what a package itself names. */
export const CONTEXT = {
  kb: 'https://due-process.example/kb/',
  'case-investigation': 'https://ontology.caseontology.org/case/investigation/',
  'uco-action': 'https://ontology.unifiedcyberontology.org/uco/action/',
  'uco-core': 'https://ontology.unifiedcyberontology.org/uco/core/',
  'uco-identity': 'https://ontology.unifiedcyberontology.org/uco/identity/',
  'uco-observable': 'https://ontology.unifiedcyberontology.org/uco/observable/',
  'uco-role': 'https://ontology.unifiedcyberontology.org/uco/role/',
  'uco-tool': 'https://ontology.unifiedcyberontology.org/uco/tool/',
  'uco-types': 'https://ontology.unifiedcyberontology.org/uco/types/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

export type Reference = { '@id': string };
export type Literal = { '@type': string; '@value': string };
type Value = string | number | boolean | Reference | Literal | CaseNode;

/** A node of the graph: JSON-LD whose members are compact names of the context. */
export type CaseNode = { '@id': string; '@type': string; [name: string]: Value | readonly Value[] };

export const refer = (node: Reference): Reference => ({ '@id': node['@id'] });
export const dateTime = (at: string): Literal => ({ '@type': 'xsd:dateTime', '@value': at });
export const hexBinary = (hex: string): Literal => ({ '@type': 'xsd:hexBinary', '@value': hex });
