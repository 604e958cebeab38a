import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionsOf } from '../../scripts/draw/add-rows.ts';
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

  it('names every function of every room (npm run draw adds those that it lacks)', () => {
    const told = rowsOf('floor').map(([, room, functions = '']) => [
      room,
      functions
        .split(', ')
        .filter((name) => name !== '')
        .sort(),
    ]);
    expect(told).toEqual(floors.flat().map((room) => [room, functionsOf(room)]));
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

  it('has the transitions and the routes that there are (npm run draw writes what it lacks)', () => {
    expect(drawn(design)).toBe(design);
  });
});

describe.each(floors.flat())('functions/%s/README.md', (room) => {
  it('tells of every function of the room', () => {
    const readme = readFileSync(join(ROOT, 'functions', room, 'README.md'), 'utf8');
    const untold = functionsOf(room).filter(
      (verb) => !new RegExp(`(?<![\\w-])${verb}(?![\\w-])`).test(readme),
    );
    expect(untold.map((verb) => `functions/${room}/README.md: say what ${verb} does`)).toEqual([]);
  });
});
