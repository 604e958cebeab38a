import { readFileSync } from 'node:fs';
import { OPENAPI_FILE, openApi } from '../../scripts/openapi.ts';

describe('docs/openapi.json', () => {
  it('says what the schemas say (npm run openapi writes it anew)', () => {
    expect(JSON.parse(readFileSync(OPENAPI_FILE, 'utf8'))).toEqual(JSON.parse(JSON.stringify(openApi())));
  });
});
