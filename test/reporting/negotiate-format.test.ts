import { negotiateFormat } from '../../functions/reporting/negotiate-format.ts';

describe('the format of a report', () => {
  test.each([
    [undefined, undefined, 'json'],
    [undefined, '*/*', 'json'],
    [undefined, 'text/csv', 'csv'],
    [undefined, 'text/html, text/csv;q=0.9, */*;q=0.1', 'html'],
    [undefined, 'text/html;q=0.5, text/csv;q=0.9, */*;q=0.1', 'csv'],
    [undefined, 'application/json;q=0.2, text/csv;q=0.8', 'csv'],
    ['csv', 'application/json', 'csv'],
    ['json', 'text/csv', 'json'],
  ] as const)('named %p and accepted as %p is %p', (format, accept, expected) => {
    expect(negotiateFormat(format, accept)).toBe(expected);
  });

  test.each([
    [undefined, 'application/pdf', 406],
    [undefined, 'text/csv;q=0', 406],
    [undefined, 'text/csv;q=much', 406],
  ] as const)('named %p and accepted as %p is refused with %i', (format, accept, status) => {
    expect(() => negotiateFormat(format, accept)).toThrow(expect.objectContaining({ status }));
  });
});
