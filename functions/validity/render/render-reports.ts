import type { Markup } from '../../shared/html.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { plainTerms } from '../words/plain-text.ts';
import { termList } from './terms.ts';

/** What is said of transparency reports besides their numbers. */
export const renderReports = ({ general }: Rulebook): Markup | undefined =>
  termList(plainTerms(general.reports));
