import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICE_NAMES } from '../../functions/provider/services.ts';
import { DESIGN_FILE, drawn } from '../../scripts/draw.ts';

const ROOT = join(import.meta.dirname, '../..');
const design = readFileSync(DESIGN_FILE, 'utf8');
const floors: string[][] = JSON.parse(readFileSync(join(ROOT, 'functions/floors.json'), 'utf8'));

/** The rows of the first table whose header begins with a word. */
function rowsOf(first: string): string[][] {
  const lines = design.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${first} |`));
  const rows = lines.slice(start + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('docs/design.md', () => {
  it('draws the floors that the linter holds and that the folders are', () => {
    const rows = rowsOf('floor');
    const told = floors.flatMap((rooms, floor) => rooms.map((room) => [String(floor), room]));
    expect(rows.map(([floor, room]) => [floor, room])).toEqual(told);
    const folders = readdirSync(join(ROOT, 'functions'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map(({ name }) => name).sort()).toEqual(floors.flat().sort());
    const picture = /```\n([\s\S]*?)```/.exec(design)?.[1] ?? '';
    const drawnFloors = picture
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/));
    expect(drawnFloors.map(([floor, ...rooms]) => [floor, rooms])).toEqual(
      floors.map((rooms, floor) => [String(floor), rooms]).reverse(),
    );
  });

  it('names every function of every room', () => {
    for (const [, room = '', functions = ''] of rowsOf('floor')) {
      const handlers = globSync('*.handler.ts', { cwd: join(ROOT, 'functions', room) });
      expect([
        room,
        ...functions
          .split(', ')
          .filter((name) => name !== '')
          .flatMap((name) =>
            name === 'read-SERVICE' ? SERVICE_NAMES.map((service) => `read-${service}`) : [name],
          )
          .sort(),
      ]).toEqual([room, ...handlers.map((file) => file.replace('.handler.ts', '')).sort()]);
    }
  });

  it('has a row for every part, and a part for every row', () => {
    const others = ['demand', 'event', 'idempotency'];
    const parts = globSync('*.part.ts', { cwd: join(ROOT, 'functions/ledger/parts') });
    expect(
      rowsOf('item')
        .map(([item]) => item)
        .filter((item) => !others.includes(item ?? ''))
        .sort(),
    ).toEqual(parts.map((file) => file.replace('.part.ts', '')).sort());
  });

  it('draws the transitions that there are (npm run draw makes them anew)', () => {
    expect(drawn(design)).toBe(design);
  });
});
