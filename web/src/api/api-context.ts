import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Config } from '../config.ts';
import { type Api, openApi } from './client.ts';

export type Here = { config: Config; api: Api };

const Context = createContext<Here | undefined>(undefined);
export const HereProvider = Context.Provider;
export const hereOf = (config: Config): Here => ({ config, api: openApi(config) });

/** The API, and what the host says of itself. */
export function useHere(): Here {
  const here = useContext(Context);
  if (!here) throw new Error('no HereProvider above this page');
  return here;
}
