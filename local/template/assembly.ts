import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { asObject, asString, type JsonObject, optional, parseJson, strings } from './json.ts';
import { Refused } from './refused.ts';
import { parseTemplate, type Template } from './template.ts';

export type Stack = {
  readonly name: string;
  readonly template: Template;
};

export type Assembly = {
  /** In the order in which they would be deployed: each after those that it imports from. */
  readonly stacks: readonly Stack[];
  /** The folder or file of an asset, by the S3 key under which it would be uploaded: a digest of what is in it. */
  readonly assetPath: (s3Key: string) => string;
};

type Artifact = Stack & {
  readonly id: string;
  readonly needs: readonly string[];
  readonly assets: ReadonlyMap<string, string>;
};

const readJson = (path: string): JsonObject => asObject(parseJson(readFileSync(path, 'utf8'), path), path);

/** The asset manifest maps a destination's object key to a source path beside it. */
function readAssets(folder: string, stackId: string): Map<string, string> {
  const manifest = readJson(join(folder, `${stackId}.assets.json`));
  const paths = new Map<string, string>();
  for (const file of Object.values(asObject(manifest.files ?? {}, 'files'))) {
    const { source, destinations } = asObject(file, 'asset');
    const path = asString(asObject(source, 'asset.source').path, 'asset.source.path');
    for (const destination of Object.values(asObject(destinations, 'asset.destinations'))) {
      paths.set(asString(asObject(destination, 'destination').objectKey, 'objectKey'), resolve(folder, path));
    }
  }
  return paths;
}

function readStacks(folder: string): Artifact[] {
  const artifacts = asObject(readJson(join(folder, 'manifest.json')).artifacts ?? {}, 'artifacts');
  return Object.entries(artifacts).flatMap(([id, value]) => {
    const artifact = asObject(value, `artifacts.${id}`);
    const properties = asObject(artifact.properties ?? {}, `artifacts.${id}.properties`);
    if (artifact.type === 'cdk:cloud-assembly') {
      return readStacks(join(folder, asString(properties.directoryName, 'directoryName')));
    }
    if (artifact.type !== 'aws:cloudformation:stack') return [];
    const templateFile = join(folder, asString(properties.templateFile, 'templateFile'));
    return {
      id,
      name: optional(properties.stackName, 'stackName', asString) ?? id,
      template: parseTemplate(readJson(templateFile)),
      needs: strings(artifact.dependencies, `artifacts.${id}.dependencies`),
      assets: readAssets(dirname(templateFile), id),
    };
  });
}

/** A stack and what it needs, needs first. The CDK writes no cycles. */
function withNeeds(wanted: readonly Artifact[], all: readonly Artifact[]): Set<Artifact> {
  const ordered = new Set<Artifact>();
  const add = (artifact: Artifact): void => {
    if (ordered.has(artifact)) return;
    for (const need of all.filter(({ id }) => artifact.needs.includes(id))) add(need);
    ordered.add(artifact);
  };
  for (const artifact of wanted) add(artifact);
  return ordered;
}

/** Reads a synthesized cloud assembly: all of its stacks, or the named one with those that it needs. */
export function readAssembly(folder: string, stackName?: string): Assembly {
  const all = readStacks(resolve(folder));
  const wanted = all.filter(({ name }) => stackName === undefined || name === stackName);
  if (wanted.length === 0)
    throw new Refused([`${folder}: it has no stack${stackName ? ` named ${stackName}` : ''}`]);
  const stacks = [...withNeeds(wanted, all)];
  const assets = new Map(stacks.flatMap((stack) => [...stack.assets]));
  return {
    stacks,
    assetPath: (s3Key) => {
      const path = assets.get(s3Key);
      if (path === undefined) throw new Refused([`the asset ${s3Key}: no stack's manifest of assets has it`]);
      return path;
    },
  };
}
