import { describe, expect, it, test } from '@jest/globals';
import { Determination } from '../../../functions/shared/determination.schema.ts';
import { checkDraftRoute } from '../../../functions/validity/check-draft.route.ts';
import { checkDraft } from '../../../functions/validity/check-draft.ts';
import { decide } from '../../../functions/validity/decide/decide.ts';
import { recordDecision } from '../../../functions/validity/decide/decision-record.ts';
import { answerOf } from '../../kit/answers.ts';
import { law, sampleOf } from '../law.ts';

const ids = Object.keys(law.instruments);

describe('a determination', () => {
  test.each(ids)('of %s has its shape, and the same inputs always get the same one', (id) => {
    const { demand, circumstances } = sampleOf(id);
    const determination = decide(law, demand, circumstances);
    expect(Determination.parse(determination)).toEqual(determination);
    expect(decide(law, structuredClone(demand), structuredClone(circumstances))).toEqual(determination);
  });

  test.each(ids)('of %s never authorises a password or key', (id) => {
    const { demand, circumstances } = sampleOf(id);
    const { authorised } = decide(law, { ...demand, data: [...demand.data, 'secrets'] }, circumstances);
    expect(authorised.some((item) => law.dictionary.isSecret(item))).toBe(false);
  });

  test.each(ids)('of %s never repeats what a target is or who asks', (id) => {
    const { demand, circumstances } = sampleOf(id);
    const marked = {
      ...demand,
      reference: 'MARK',
      targets: [{ type: 'email' as const, value: 'MARK@example.com' }],
    };
    expect(JSON.stringify(decide(law, marked, circumstances))).not.toContain('MARK');
  });

  it('cites a source and tells the officer what to do in every finding', () => {
    const { demand, circumstances } = sampleOf('us/search-warrant');
    const { findings } = decide(law, { ...demand, signatures: [], data: ['secrets'] }, circumstances);
    expect(findings.length).toBeGreaterThan(15);
    for (const { check, cite, explanation } of findings) {
      expect(check).toMatch(/^[a-z-]+:[a-z0-9-]+$/);
      expect(cite.length).toBeGreaterThan(2);
      expect(explanation.length).toBeGreaterThan(20);
    }
  });

  it('is recorded with the hash of what it was made from', () => {
    const { demand, circumstances } = sampleOf('us/2703d-order');
    const { inputsHash, determination } = recordDecision(law, demand, circumstances);
    expect(inputsHash).toMatch(/^[0-9a-f]{64}$/);
    expect(determination).toEqual(decide(law, demand, circumstances));
    expect(recordDecision(law, { ...demand, reference: '1' }, circumstances).inputsHash).not.toBe(inputsHash);
  });
});

describe('a draft', () => {
  const now = new Date('2026-10-07T12:00:00Z');

  it('lacks nothing when the paper is in order', () => {
    const { outcome, missing } = checkDraft(sampleOf('us/search-warrant').demand, { rulebook: law, now });
    expect({ outcome, missing }).toEqual({ outcome: 'accept', missing: [] });
  });

  it('is told what it lacks', () => {
    const draft = { ...sampleOf('us/search-warrant').demand, signatures: [] };
    const checked = checkDraft(draft, { rulebook: law, now });
    answerOf(checkDraftRoute, checked);
    const { outcome, missing } = checked;
    expect(outcome).toBe('reject');
    expect(missing.map(({ check }) => check)).toEqual(['signature:judge']);
  });
});
