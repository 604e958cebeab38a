import { Logger } from '@aws-lambda-powertools/logger';

/**
 * Everything that is ever logged: a code and its fixed text. Fields are ids, enums and counts; never bodies, names,
 * identifiers, tokens or whole events.
 */
const CATALOGUE = {
  API_PROBLEM: 'a request was answered with a problem',
  ATTEMPT_REFUSED: 'somebody tried what the separation of people forbids, and was refused',
  ATTEMPT_NOT_RECORDED: 'a refused attempt could not be written down; the request was answered all the same',
  API_FAULT: 'a request failed for a reason of ours',
  PAPER_SHOWN: 'a page of a served paper was shown to somebody',
  SAMPLE_SHOWN: 'the beginning of a file of a sealed package was shown to somebody',
  DOCUMENT_NOT_SCANNED: 'an uploaded document could not be scanned; tried again, then parked',
  LIMIT_NOT_COUNTED: 'a call could not be counted against its limit; it was let through',
  PART_DONE: 'a part of something large is done, and the ledger tells how far it is',
  STEP_FAULT: 'a step of the workflow failed',
  AUTHORIZER_REFUSED: 'a token was refused',
  NOT_FROZEN: 'something could not be frozen; it is read as it is when it is retrieved',
  EXECUTION_STARTED: 'an execution was started',
  START_LEFT: 'a demand without danger is started when there is room',
  STILL_FAILED: 'a demand stands at failed, and nobody has taken it up for a day',
  EXECUTION_NOT_STARTED: 'an execution could not be started now; the sweep will',
  TOKEN_NOT_ANSWERED: 'a task token could not be answered now; the sweep will',
  ACTION_UNKNOWN: 'an event tells of an action that a later deployment knows; its facts were counted',
  RECORD_REFUSED: 'a change was not recorded',
  RECORD_LEFT: 'a stream record could not be handled for now; it comes again',
  RECORD_PARKED: 'a stream record can never be handled; it was set aside, and the others go on',
  SWEPT: 'a sweep did its round',
  LETTERS_UNCONFIRMED: 'letters to a customer were told of again and again, and nobody confirmed them',
  DUE_ITEM_FAILED: 'something that is due could not be done; the next round tries again',
  ITEM_PARKED: 'something that is due could not be done for hours; it is tried again once a day',
  RETRY_NOT_KEPT: 'that something due could not be done was not written down; the next round tries again',
  NO_TIMESTAMP: 'a sealed package got no timestamp; it is asked for again before it leaves',
  RECEIPT_DIFFERS: 'an agent received another package than was sealed',
  REPORT_NOT_PUBLISHED: 'a due report could not be published',
  REPORT_INCOMPLETE: 'a report was not published, since not every ledger of its period is counted',
  REPORTS_PUBLISHED: 'due reports were drawn',
  EPOCH_LOGGED: 'the log took in what waited',
  NOT_TAKEN_IN: 'the log could not take in an edition now; its next run will',
  EPOCH_FAILED: 'the log could not take in what waits; the next run tries again',
  CLOCK_MISSED: 'a date of a demand passed, and nobody had done what it was for',
  EVENT_REFUSED: 'the event bus did not take events for now; they come again',
} as const;

export type LogCode = keyof typeof CATALOGUE;

const logger = new Logger();

export function logInfo(code: LogCode, fields: Record<string, string | number> = {}): void {
  logger.info(CATALOGUE[code], { code, ...fields });
}

/** Of an error only its class is logged: messages of libraries may carry data. */
export function logError(code: LogCode, error: unknown, fields: Record<string, string | number> = {}): void {
  logger.error(CATALOGUE[code], {
    code,
    error: error instanceof Error ? error.name : typeof error,
    ...fields,
  });
}
