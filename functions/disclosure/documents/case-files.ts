import type { Payload, PayloadFile } from '../payload.ts';
import { caseId } from './case-id.ts';
import { type CaseNode, hexBinary } from './case-node.ts';
import { countText } from './sizes.ts';

/** The files with digests and sizes; of many only the manifests, which list all, and how many those are. */
export function caseFiles({ files, all, manifests }: Payload, demandId: string): CaseNode[] {
  const of = `Lists all ${countText(files)} files of the payload, which are too many to be described here.`;
  return (all ?? manifests).map((file) => fileNode(file, demandId, all ? undefined : of));
}

function fileNode(file: PayloadFile, demandId: string, description: string | undefined): CaseNode {
  const { path, sha256, sha512, size } = file;
  const id = (kind: string, ...of: string[]) => caseId(kind, demandId, path, ...of);
  const hash = (method: string, value: string): CaseNode => ({
    '@id': id('hash', method),
    '@type': 'uco-types:Hash',
    'uco-types:hashMethod': method,
    'uco-types:hashValue': hexBinary(value),
  });
  return {
    '@id': id('file'),
    '@type': 'uco-observable:File',
    ...(description === undefined ? {} : { 'uco-core:description': description }),
    'uco-core:hasFacet': [
      {
        '@id': id('file-facet'),
        '@type': 'uco-observable:FileFacet',
        'uco-observable:fileName': path.slice(path.lastIndexOf('/') + 1),
        'uco-observable:filePath': path,
        'uco-observable:isDirectory': false,
        'uco-observable:sizeInBytes': size,
      },
      {
        '@id': id('content-data-facet'),
        '@type': 'uco-observable:ContentDataFacet',
        'uco-observable:hash': [hash('SHA256', sha256), hash('SHA512', sha512)],
        'uco-observable:sizeInBytes': size,
      },
    ],
  };
}
