export { Env } from './reports.env.ts';
