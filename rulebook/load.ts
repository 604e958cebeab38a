import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMap, isNode, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { RulebookError, type RulebookFault } from '../functions/validity/build/rulebook-error.ts';
import type { RulebookFile, RulebookSource, ValuePath } from '../functions/validity/build/rulebook-source.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ENDING = '.yaml';

/**
 * Reads every YAML file of the rulebook, with the line of every value.
 * @throws RulebookError for files that are not YAML
 */
export function loadRulebookSource(dir: string = HERE): RulebookSource {
  const faults: RulebookFault[] = [];
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith(ENDING))
    .sort()
    .map((path) => readFile(dir, path, faults));
  if (faults.length > 0) throw new RulebookError(faults);
  return { files };
}

function readFile(dir: string, path: string, faults: RulebookFault[]): RulebookFile {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(`${dir}/${path}`, 'utf8'), {
    lineCounter: lines,
    schema: 'core',
  });
  for (const { message, pos } of [...document.errors, ...document.warnings])
    faults.push({
      file: path,
      line: lines.linePos(pos[0]).line,
      message: message.split('\n')[0] ?? message,
      todo: 'Correct the YAML.',
    });
  return {
    name: path.slice(0, -ENDING.length),
    file: path,
    value: faults.length > 0 ? undefined : document.toJS(),
    lineOf: (place) => {
      const start = startOf(document.contents, place);
      return start === undefined ? undefined : lines.linePos(start).line;
    },
  };
}

/** Where a value begins; for a member of a mapping, where its key does. */
function startOf(root: Node | null, path: ValuePath): number | undefined {
  let node: unknown = root;
  let start = root?.range?.[0];
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isNode(item.key) && 'value' in item.key && item.key.value === key,
      );
      if (!pair || !isNode(pair.key)) return undefined;
      start = pair.key.range?.[0];
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number') {
      const item: unknown = node.items[key];
      if (!isNode(item)) return undefined;
      start = item.range?.[0];
      node = item;
    } else return undefined;
  }
  return start;
}
