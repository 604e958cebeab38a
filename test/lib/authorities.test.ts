import { describe, expect, it } from '@jest/globals';
import { AUTHORITIES_TABLE_KEYS } from '../../functions/authorities/authorities.table.ts';
import { rightsOf } from './permissions.ts';
import { functionsOf, resourceOf, templateOf } from './templates.ts';

describe.each(['dev', 'prod'] as const)('the register of authorities in %s', (stage) => {
  const template = templateOf(stage);
  const handlers = functionsOf(template).map(([, { Properties }]) => String(Properties.Description));
  const rights = handlers.flatMap((handler) =>
    rightsOf(template, handler)
      .filter((right) => right.includes('<AuthoritiesRegister'))
      .map((right) => `${handler}: ${right.split(' ')[0]}`),
  );

  it('has the keys of its entries, a key of its own, copies of every moment, and an output of its name', () => {
    const [id, { Properties }] = resourceOf(template, 'AWS::DynamoDB::Table', 'Authorities');
    expect(Properties.KeySchema).toEqual([
      { AttributeName: AUTHORITIES_TABLE_KEYS.partitionKey, KeyType: 'HASH' },
    ]);
    expect(JSON.stringify(Properties.SSESpecification)).toMatch(/AuthoritiesKey.*"SSEEnabled":true/);
    expect(Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    expect(Properties.DeletionProtectionEnabled ?? false).toBe(stage === 'prod');
    expect(Properties).not.toHaveProperty('TimeToLiveSpecification');
    expect(template.Outputs.AuthoritiesTable?.Value).toEqual({ Ref: id });
  });

  it('is asked for one entry by whoever answers agents, by the checks and by the delivery, and written by nobody', () => {
    expect([...new Set(rights)].sort()).toEqual(
      [
        'desk/read-demands',
        'disclosure/deliver',
        'disclosure/fetch-disclosure',
        'intake/file-demand',
        'intake/upload-document',
        'ledger/read-events',
        'review/clarify',
        'review/withdraw',
        'validity/check-validity',
      ].map((handler) => `${handler}: dynamodb:GetItem`),
    );
  });
});

it('file-demand marks signatures as used, and writes nothing else beside demands', () => {
  const rights = rightsOf(templateOf('prod'), 'intake/file-demand');
  expect(rights.filter((right) => right.startsWith('dynamodb:PutItem'))).toEqual([
    expect.stringMatching(/^dynamodb:PutItem <LedgerWork/),
    expect.stringMatching(/^dynamodb:PutItem <IntakeAttempts/),
  ]);
});
