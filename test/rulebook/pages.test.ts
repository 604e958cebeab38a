import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import { runExamples } from '../../functions/validity/build/run-examples.ts';
import { pageSchemaDocument } from '../../functions/validity/pages/page-schema-document.ts';
import { loadRulebookSource } from '../../rulebook/load.ts';
import { law } from '../validity/law.ts';

const FOLDER = new URL('../../rulebook/', import.meta.url);
const source = loadRulebookSource();
const pages = source.files.filter(({ name }) => name.includes('/'));

describe('the pages', () => {
  it('hold every one of their worked examples', () => {
    expect(runExamples(law, source)).toEqual([]);
  });

  test.each(pages.map(({ file }) => file))('%s points editors to its schema', (file) => {
    const [first] = readFileSync(new URL(file, FOLDER), 'utf8').split('\n');
    expect(first).toBe('# yaml-language-server: $schema=../page.schema.json');
  });

  test.each(Object.values(law.instruments).map((page) => [page.id, page] as const))(
    '%s has examples with two outcomes, one of which rejects, refers or redirects',
    (_id, page) => {
      const outcomes = page.examples.map((example) => example.expect.outcome);
      expect(new Set(outcomes).size).toBeGreaterThan(1);
      expect(outcomes.some((outcome) => ['reject', 'refer', 'redirect'].includes(outcome))).toBe(true);
    },
  );

  it('hold an emergency for less time than they give for its answer', () => {
    const { clocks, desk } = law.general.clocks;
    const hoursOf = (name = '') => (clocks[name] && 'hours' in clocks[name] ? clocks[name].hours : undefined);
    const held = hoursOf(desk['hold-emergency']?.lasts) ?? Number.NaN;
    const answers = Object.values(law.instruments).flatMap(({ due = [], deadlines = [] }) =>
      [...due, ...deadlines].flatMap((one) => ('clock' in one ? (hoursOf(one.clock) ?? []) : [])),
    );
    expect(answers.filter((hours) => hours / 2 < held)).toEqual([]);
    expect(answers).toContain(8);
  });

  it('can be objected to, each that demands anything', () => {
    const { kinds } = law.general.objections;
    const against = kinds.flatMap(({ holds, instruments }) => (holds === 'production' ? instruments : []));
    const without = Object.keys(law.instruments).filter((id) => !against.includes(id));
    expect(without).toEqual(['us/emergency-disclosure']);
    expect(kinds.find(({ id }) => id === 'by-issuing-law')?.confirmed).toBe(false);
  });

  it('let a refusal pass a hold only where a danger or its urgency is claimed: what goes elsewhere is then called about first', () => {
    const rules: unknown[] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      const { otherwise } = value as { otherwise?: { afterRefusals?: true } };
      if (otherwise?.afterRefusals) rules.push(value);
      for (const member of Object.values(value)) walk(member);
    };
    for (const { value } of source.files) walk(value);
    expect(rules.length).toBeGreaterThan(5);
    for (const rule of rules) {
      const { when = [], check } = rule as { when?: object | object[]; check: string };
      expect(['authenticity', 'supervisor']).toContain(check);
      const sets = [when].flat();
      expect(sets.length).toBeGreaterThan(0);
      for (const set of sets) expect(set).toHaveProperty('danger');
    }
  });

  it('delay reports by the law of reports, and no customer’s notice by it', () => {
    const { secrecy, letters, clocks } = law.general;
    const ofPages = Object.values(law.instruments).map(({ notice }) => notice);
    expect(JSON.stringify([secrecy, letters, clocks, ofPages])).not.toMatch(/\b1874\b|\b540\b/);
  });

  it('choose one band structure for each jurisdiction', () => {
    const chosen = law.bands.filter((scheme) => scheme.chosen);
    expect(chosen.map(({ id, width, cadence }) => [id, width, cadence])).toEqual([
      ['us-1874-a-3', 250, 'half-year'],
    ]);
  });

  it('have a schema that is up to date (npx node rulebook/write-page-schema.ts)', () => {
    const written: unknown = JSON.parse(readFileSync(new URL('page.schema.json', FOLDER), 'utf8'));
    expect(written).toEqual(pageSchemaDocument());
  });
});
