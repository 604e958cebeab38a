import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, test } from '@jest/globals';
import { loadRulebookFile } from '../../functions/validity/rulebook-file.ts';
import { buildRulebook } from '../../rulebook/build.ts';

const RULEBOOK = fileURLToPath(new URL('../../rulebook', import.meta.url));
const PAGE = 'us/search-warrant.yaml';
let folder: string;
let out: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulebook-'));
  cpSync(RULEBOOK, folder, { recursive: true, filter: (path) => !path.endsWith('.ts') });
  out = join(folder, 'out.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Changes a page and returns the line that the change begins on. */
function edit(file: string, from: string, to: string): number {
  const text = readFileSync(join(folder, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
  writeFileSync(join(folder, file), text.replace(from, to));
  return text.slice(0, text.indexOf(from)).split('\n').length;
}

function faultsOfBuild(): string {
  try {
    buildRulebook(out, folder);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return '';
}

describe('building the rulebook', () => {
  it('checks all pages with their examples, and what it writes can be loaded', () => {
    buildRulebook(out, folder);
    const rulebook = loadRulebookFile(out);
    expect(rulebook.version).toMatch(/^sha256:[0-9a-f]{64}$/);
    const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /^[a-z]{2}\/.+\.yaml$/.test(path))
      .map((path) => path.slice(0, -'.yaml'.length));
    expect(pages.length).toBeGreaterThan(30);
    expect(Object.keys(rulebook.instruments).sort()).toEqual(pages.sort());
  });

  it('names the content: one word changed is another version', () => {
    buildRulebook(out, folder);
    const before = loadRulebookFile(out).version;
    edit(PAGE, 'title: Search warrant', 'title: A search warrant');
    buildRulebook(out, folder);
    expect(loadRulebookFile(out).version).not.toBe(before);
  });

  it('refuses a file that was changed after it was built', () => {
    buildRulebook(out, folder);
    writeFileSync(out, readFileSync(out, 'utf8').replace('"days":90', '"days":900'));
    expect(() => loadRulebookFile(out)).toThrow('It is not the file that was built');
  });

  test.each([
    ['an unknown check', 'check: period-stated', 'check: period-guessed', 'names no check', 'README'],
    ['a missing citation', '    cite: The warrant itself\n', '', 'cite` is missing', 'Give string'],
    [
      'an item that nobody knows',
      'items: [content]',
      'items: [contents]',
      'contents is no data item',
      'data-dictionary.yaml',
    ],
    [
      'an unknown clock',
      'clock: us-warrant-execution',
      'clock: us-eternity',
      'There is no clock',
      'clocks.yaml',
    ],
    [
      'an unknown group of roles',
      "roles: ['@us-judge', '@us-military-judge']",
      "roles: ['@jury']",
      'no group of roles @jury',
      'roles.yaml',
    ],
    [
      'an unknown group of roles in a condition of reach',
      'location.history], cite:',
      "location.history], when: {issuers: ['@jury']}, cite:",
      'no group of roles @jury',
      'roles.yaml',
    ],
    [
      'a secret in reach',
      'traffic, content, location.history]',
      'traffic, secrets]',
      'is never produced',
      'Take it out',
    ],
    [
      'what comes first and is not reached',
      'sample:\n',
      'first: {items: [secrets], cite: Provider policy, says: Keys come first.}\nsample:\n',
      'does not reach secrets',
      'items of `reaches`',
    ],
    [
      'a failing example',
      'expect: {outcome: accept}',
      'expect: {outcome: hold}',
      'does not hold: outcome: "hold" expected',
      'Correct the example',
    ],
    ['an unknown reason', 'reason: no-period', 'reason: no-idea', 'not allowed', 'Choose one of'],
    ['broken YAML', 'mode: disclose', 'mode: [disclose', '', 'Correct the YAML'],
    [
      'another name than its file has',
      'id: us/search-warrant',
      'id: us/warrant',
      'calls itself us/warrant',
      'Name it us/search-warrant',
    ],
  ])('fails for %s, with file, line and what to do', (_what, from, to, message, todo) => {
    const line = edit(PAGE, from, to);
    const faults = faultsOfBuild();
    const lines = [...faults.matchAll(/^us\/search-warrant\.yaml:(\d+): /gm)].map(([, number]) =>
      Number(number),
    );
    expect(lines.some((number) => Math.abs(number - line) <= 8)).toBe(true);
    expect(faults).toContain(message);
    expect(faults).toContain(todo);
  });

  test.each([
    ['    atEnd: escalate', '    atEnd: release', 'has a value that is not allowed', 'escalate, tell, ends'],
    ['for: [us-comity-motion, ', 'for: [', 'us-comity-motion is watched in 0 ways', 'Name it in one'],
    ['  process-debt:', '  process-debts:', 'No step begins a clock process-debts', 'Take it out'],
    [
      'lasts: provider-hold',
      'lasts: provider-eternity',
      'There is no clock provider-eternity',
      'clocks.yaml',
    ],
  ])('fails where the desk is to do with a date: %s becomes %s', (from, to, message, todo) => {
    edit('clocks.yaml', from, to);
    const faults = faultsOfBuild();
    expect(faults).toContain(message);
    expect(faults).toContain(todo);
  });

  test.each([
    [
      'names nobody',
      "members: ['@us-federal-judge', '@us-state-judge']",
      "members: ['@jury']",
      'There is no group of roles @jury',
    ],
    [
      'lists no offices',
      "members: ['@us-federal-judge', '@us-state-judge']",
      "members: ['*-judge']",
      'stands for offices that nobody listed',
    ],
    [
      'stands for itself',
      "members: ['@us-federal-judge', '@us-state-judge']",
      "members: ['@us-judge']",
      'stands for itself',
    ],
  ])('fails for a group of roles that %s', (_what, from, to, message) => {
    edit('roles.yaml', from, to);
    const faults = faultsOfBuild();
    expect(faults).toMatch(/^roles\.yaml:\d+: /);
    expect(faults).toContain(message);
  });

  test.each([
    ['[eu/epoc]}', '[us/national-security-letter]}', 'no page us/national-security-letter whose numbers'],
    [
      'about: Number of orders to provide',
      'about: Number of orders to give',
      '`sheets.0.columns` is not acceptable',
    ],
  ])('fails for a table of statistics: %s becomes %s', (from, to, message) => {
    edit('reports.yaml', from, to);
    expect(faultsOfBuild()).toContain(message);
  });

  it('fails for bands that narrow each other, since one category is a part of another', () => {
    const all = '- {id: all-national-security-process, delay: {days: 0}}';
    const letters = '- {id: letters, instruments: [us/national-security-letter], delay: {days: 0}}';
    edit('bands.yaml', all, `${all}\n      ${letters}`);
    edit('bands.yaml', '[us/fisa-pen-register, ', '[us/fisa-pen-register, us/fisa-702-directive, ');
    const faults = faultsOfBuild();
    expect(faults).toMatch(/^bands\.yaml:\d+: /);
    expect(faults).toContain('letters and all-national-security-process count the same process');
    expect(faults).toContain('fisa-non-content and fisa-content count the same process');
  });

  it('fails for two versions of a rule that are law on the same day', () => {
    edit(
      PAGE,
      '  - check: period-stated\n',
      "  - check: period-stated\n    effective: {from: '2000-01-01', to: '2030-12-31'}\n",
    );
    const text = readFileSync(join(folder, PAGE), 'utf8');
    const rule = / {2}- check: period-stated\n(?: {4}.*\n)+/.exec(text)?.[0] ?? '';
    const later = (from: string) => rule.replace(/effective: .*/, `effective: {from: '${from}'}`);
    writeFileSync(join(folder, PAGE), text.replace(rule, rule + later('2030-12-31')));
    expect(faultsOfBuild()).toMatch(/^us\/search-warrant\.yaml:\d+: Two versions of period-stated:content/);
    writeFileSync(join(folder, PAGE), text.replace(rule, rule + later('2031-01-01')));
    expect(faultsOfBuild()).toBe('');
  });
});
