import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { asObject, asString, type JsonObject, optional, parseJson } from './json.ts';
import { Refused } from './refused.ts';
import { parseTemplate, type Template } from './template.ts';

export type Stack = {
  readonly name: string;
  readonly template: Template;
  /** The folder or file of an asset, by the S3 key under which it would be uploaded. */
  readonly assetPath: (s3Key: string) => string;
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

function readStacks(folder: string): Stack[] {
  const artifacts = asObject(readJson(join(folder, 'manifest.json')).artifacts ?? {}, 'artifacts');
  return Object.entries(artifacts).flatMap(([id, value]) => {
    const artifact = asObject(value, `artifacts.${id}`);
    const properties = asObject(artifact.properties ?? {}, `artifacts.${id}.properties`);
    if (artifact.type === 'cdk:cloud-assembly') {
      return readStacks(join(folder, asString(properties.directoryName, 'directoryName')));
    }
    if (artifact.type !== 'aws:cloudformation:stack') return [];
    const templateFile = join(folder, asString(properties.templateFile, 'templateFile'));
    const assets = readAssets(dirname(templateFile), id);
    return {
      name: optional(properties.stackName, 'stackName', asString) ?? id,
      template: parseTemplate(readJson(templateFile)),
      assetPath: (s3Key: string) => {
        const path = assets.get(s3Key);
        if (path === undefined) throw new Refused([`the asset ${s3Key}: it is not in ${id}.assets.json`]);
        return path;
      },
    };
  });
}

/** Reads a synthesized cloud assembly and takes its stack: the named one, or the only one. */
export function readAssembly(folder: string, stackName?: string): Stack {
  const stacks = readStacks(resolve(folder)).filter(
    ({ name }) => stackName === undefined || name === stackName,
  );
  const [stack, ...others] = stacks;
  if (stack === undefined)
    throw new Refused([`${folder}: it has no stack${stackName ? ` named ${stackName}` : ''}`]);
  if (others.length > 0) {
    throw new Refused([
      `more than one stack at a time: name one of ${stacks.map(({ name }) => name).join(', ')}`,
    ]);
  }
  return stack;
}
