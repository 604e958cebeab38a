import type * as z from 'zod/mini';
import type { Rulebook } from '../decide/rulebook.ts';
import {
  GENERAL_FILES,
  type GeneralLaw,
  type GeneralName,
  isGeneralName,
} from '../pages/general-law.schema.ts';
import { Page } from '../pages/page.schema.ts';
import { assembleRulebook } from './assemble-rulebook.ts';
import { faultsOfGeneralRules, faultsOfPage } from './page-faults.ts';
import { parseRulebookFile } from './parse-rulebook-file.ts';
import { RulebookError, type RulebookFault } from './rulebook-error.ts';
import type { RulebookFile, RulebookSource } from './rulebook-source.ts';
import { canonicalLaw, versionOf } from './rulebook-version.ts';

/**
 * Checks the files of a rulebook and makes them ready to decide with. Worked examples are not run here.
 * @throws RulebookError with every fault: file, line, what to do
 */
export function compileRulebook(source: RulebookSource): Rulebook {
  const faults: RulebookFault[] = [];
  const general = readGeneral(source, faults);
  const pages = readPages(source, faults);
  if (!general || faults.length > 0) throw new RulebookError(faults);
  const rulebook = assembleRulebook({
    version: versionOf(canonicalLaw(source)),
    general,
    pages: pages.map(({ page }) => page),
  });
  for (const { file, page } of pages) faults.push(...faultsOfPage(page, { file, rulebook }));
  for (const file of source.files)
    if (isGeneralName(file.name)) faults.push(...faultsOfGeneralRules(file.name, { file, rulebook }));
  if (faults.length > 0) throw new RulebookError(faults);
  return rulebook;
}

function readGeneral(source: RulebookSource, faults: RulebookFault[]): GeneralLaw | undefined {
  const read = <S extends z.core.$ZodType>(name: GeneralName, schema: S): z.output<S> | undefined => {
    const file = source.files.find((candidate) => candidate.name === name);
    if (file) return parseRulebookFile(schema, file, faults);
    faults.push({ file: `${name}.yaml`, message: 'This file is missing.', todo: 'Put it beside the pages.' });
    return undefined;
  };
  const principles = read('principles', GENERAL_FILES.principles);
  const dictionary = read('data-dictionary', GENERAL_FILES['data-dictionary']);
  const roles = read('roles', GENERAL_FILES.roles);
  const clocks = read('clocks', GENERAL_FILES.clocks);
  const calendars = read('calendars', GENERAL_FILES.calendars);
  const bands = read('bands', GENERAL_FILES.bands);
  const signals = read('fraud-signals', GENERAL_FILES['fraud-signals']);
  const overlays = read('overlays', GENERAL_FILES.overlays);
  const certificates = read('certificates', GENERAL_FILES.certificates);
  const letters = read('letters', GENERAL_FILES.letters);
  const answers = read('answers', GENERAL_FILES.answers);
  const separation = read('separation', GENERAL_FILES.separation);
  const desk = read('desk', GENERAL_FILES.desk);
  const objections = read('objections', GENERAL_FILES.objections);
  const tariff = read('tariff', GENERAL_FILES.tariff);
  if (!objections || !tariff) return undefined;
  const secrecy = read('secrecy', GENERAL_FILES.secrecy);
  if (!principles || !dictionary || !roles || !clocks || !calendars) return undefined;
  if (!bands || !signals || !overlays || !certificates || !secrecy || !letters) return undefined;
  const reports = read('reports', GENERAL_FILES.reports);
  const sources = read('sources', GENERAL_FILES.sources);
  if (!desk || !answers || !separation || !reports || !sources) return undefined;
  return {
    principles,
    'data-dictionary': dictionary,
    roles,
    clocks,
    calendars,
    bands,
    'fraud-signals': signals,
    overlays,
    certificates,
    secrecy,
    letters,
    objections,
    tariff,
    answers,
    separation,
    desk,
    reports,
    sources,
  };
}

function readPages(source: RulebookSource, faults: RulebookFault[]): { file: RulebookFile; page: Page }[] {
  return source.files
    .filter(({ name }) => !isGeneralName(name))
    .flatMap((file) => {
      const page = parseRulebookFile(Page, file, faults);
      return page ? [{ file, page }] : [];
    });
}
