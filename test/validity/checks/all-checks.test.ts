import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import { CHECKS } from '../../../functions/validity/checks/all-checks.ts';
import { checkOf } from '../../../functions/validity/checks/check-of.ts';
import { GROUPS } from '../../../functions/validity/checks/group.ts';
import { Rule } from '../../../functions/validity/checks/rule.schema.ts';
import { sayParameters } from '../../../functions/validity/checks/say-parameters.ts';
import { pageSchemaDocument } from '../../../functions/validity/pages/page-schema-document.ts';
import { serveRulebook } from '../../../functions/validity/serve-rulebook.ts';
import { law } from '../law.ts';
import { fileValue, withFile } from '../rewritten-law.ts';

const FOLDER = new URL('../../../functions/validity/checks/', import.meta.url);
const names = CHECKS.map(({ name }) => name);
const rules = Object.values(law.instruments).flatMap(({ all }) => all);

/** Rules of the rulebook, one for each parameter of a check, so that each parameter is seen. */
function rulesOf(name: string): Rule[] {
  const parameters = Object.keys(CHECKS.find((check) => check.name === name)?.parameters ?? {});
  const own = rules.filter(({ check }) => check === name);
  const first = own[0];
  if (!first) throw new Error(`no page composes the check ${name}`);
  return [first, ...parameters.flatMap((key) => own.find((rule) => key in rule) ?? [])];
}

/** The variants of a rule in the JSON Schema of a page, as text. */
const schema = JSON.stringify(pageSchemaDocument());

describe('a check', () => {
  it('is a file of its own, and each such file is in the list once', () => {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.check.ts'));
    expect(files.map((file) => file.slice(0, -'.check.ts'.length)).sort()).toEqual([...names].sort());
  });

  test.each(CHECKS.map((check) => [check.name, check] as const))(
    '%s has a heading, and words for each parameter and no other',
    (_name, { group, parameters, words }) => {
      expect(Object.keys(GROUPS)).toContain(group);
      expect(Object.keys(words).sort()).toEqual(Object.keys(parameters).sort());
    },
  );

  test.each(names)('%s is in the table of rulebook/README.md', (name) => {
    expect(readFileSync(new URL('../../../rulebook/README.md', import.meta.url), 'utf8')).toContain(
      `\`${name}\``,
    );
  });

  test.each(names)('%s is found again in the schema of rules and in that for editors', (name) => {
    for (const rule of rulesOf(name)) {
      expect(Rule.parse(rule)).toEqual(rule);
      expect(checkOf(rule)?.name).toBe(name);
    }
    expect(schema).toContain(`"check":{"type":"string","const":"${name}"}`);
  });

  test.each(names)('%s is said on a page, under its heading and in its words', (name) => {
    const page = fileValue('us/search-warrant') as object;
    const said = rulesOf(name);
    const { body } = serveRulebook(
      'us/search-warrant',
      'text/html',
      withFile('us/search-warrant', { ...page, rules: said }),
    );
    const own = body.slice(body.indexOf('<h2 id="rules">'), body.indexOf('<h2 id="times">'));
    const heading = GROUPS[CHECKS.find((check) => check.name === name)?.group ?? 'person'];
    expect([...own.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, title]) => title)).toEqual([heading]);
    for (const rule of said)
      for (const [label] of sayParameters(rule, law))
        expect(own).toContain(`<dt>${label.replace("'", '&#39;')}</dt>`);
  });

  it('gives each parameter its own words, not those that any value gets', () => {
    const shown = new Set(rules.flatMap((rule) => sayParameters(rule, law).map(([label]) => label)));
    const labels = CHECKS.flatMap(({ words }) => Object.values(words).map(({ label }) => label));
    expect([...shown].filter((label) => !labels.includes(label))).toEqual([]);
  });
});
