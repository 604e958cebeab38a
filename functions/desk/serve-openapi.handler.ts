import { readFileSync } from 'node:fs';
import { answering, publicApiHandler } from '../shared/public-api.ts';
import { serveOpenapiRoute } from './serve-openapi.route.ts';
import { atStage } from './serve-openapi.ts';

const description = JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8'));

export const handler = publicApiHandler(
  answering(serveOpenapiRoute, async ({ fullPath }) => ({
    status: 200,
    json: atStage(description, fullPath),
    headers: { 'cache-control': 'public, max-age=300' },
  })),
);
