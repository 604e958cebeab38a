import { readFileSync } from 'node:fs';
import { createConfig, lint } from '@redocly/openapi-core';
import { ALL_ROUTES } from '../../scripts/openapi/all-routes.ts';
import { openApi } from '../../scripts/openapi/document.ts';
import { CLIENT_TYPES_FILE, clientTypes, OPENAPI_FILE, openApiText } from '../../scripts/openapi.ts';

/** The difference is hundreds of lines; git shows it better, once it is written. */
function mustBe(file: string, text: string): void {
  if (readFileSync(file, 'utf8') !== text)
    throw new Error(`${file} is not what the routes say: run npm run openapi, and read its diff`);
}

describe('docs/openapi.json', () => {
  it('says what the routes say', () => {
    mustBe(OPENAPI_FILE, openApiText());
  });

  it('is what the types of the client were made from', () => {
    mustBe(CLIENT_TYPES_FILE, clientTypes(OPENAPI_FILE));
  });

  it('has nothing that Redocly would recommend otherwise', async () => {
    // A package is handed over by a redirection, and by nothing else.
    const rules = { 'operation-2xx-response': 'off' as const };
    const config = await createConfig({ extends: ['recommended'], rules });
    const found = await lint({ ref: OPENAPI_FILE, config });
    expect(found.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  it.each(ALL_ROUTES.map(({ route }) => [`${route.method} ${route.path}`, route] as const))(
    'has a schema or a media type for every answer of %s that has a body',
    (_name, { method, path, answers }) => {
      const { paths } = openApi();
      const operation = JSON.parse(JSON.stringify(paths[path.replace('+}', '}')]?.[method.toLowerCase()]));
      for (const status of Object.keys(answers)) {
        const { content } = operation.responses[status];
        if (!['303', '304'].includes(status)) expect(Object.keys(content)).not.toHaveLength(0);
        for (const { schema } of Object.values(content ?? {}) as { schema: object }[])
          expect(Object.keys(schema)).not.toHaveLength(0);
      }
    },
  );
});
