import { readFileSync } from 'node:fs';
import { drawReport } from '../../scripts/draw/draw-report.ts';
import { REPORT_FILE } from '../../scripts/draw.ts';

describe('the schema of reports', () => {
  it('is what the code says: npm run draw', () => {
    expect(JSON.parse(readFileSync(REPORT_FILE, 'utf8'))).toEqual(JSON.parse(JSON.stringify(drawReport())));
  });
});
