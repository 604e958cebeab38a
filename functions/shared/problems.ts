const CORRECT_AND_FILE = 'Correct the fields that the faults point to and file again.';
const UPLOAD_FIRST = 'Upload every document before the demand that names it.';
const NOTHING_HERE = 'There is nothing here that this token may see. Check the id.';
const A_PERIOD =
  'Name the period like 2026-H2, 2026 for a year, or 2026-01-01--2026-06-01 for other days, without the second.';

/**
 * Everything that the API ever refuses: status, and what to do. A key is the code that programs rely on; where one code
 * has several texts, a word after the dot tells them apart and is not sent. `{name}` in a text stands for a value of
 * ours, never for one that was sent.
 */
export const PROBLEMS = {
  // About the request itself.
  bad_request: [400, 'The request is not as it should be.'],
  'bad_request.body': [400, 'The body is not as it should be.'],
  'bad_request.parameters': [400, 'A parameter is not as it should be.'],
  unknown_parameter: [400, 'Leave out every query parameter but: {allowed}.'],
  'unknown_parameter.none': [400, 'Leave out the query: this route has no parameters.'],
  duplicate_parameter: [400, 'Give every query parameter once.'],
  duplicate_header: [400, 'Send these headers once each, if at all: {headers}.'],
  body_missing: [400, 'Send a JSON object as the body.'],
  not_utf8: [400, 'Send the body in UTF-8.'],
  'not_utf8.mark': [400, 'Send the body in UTF-8, without a byte order mark.'],
  malformed_json: [400, 'The body is not JSON (RFC 8259). Check its syntax.'],
  too_deep: [400, 'Nest JSON no deeper than {levels} levels.'],
  duplicate_key: [400, 'Say every key of an object once.'],
  forbidden_key: [400, 'Remove the key that no schema has.'],
  number_out_of_range: [400, 'Send numbers that a double can hold, without tricks.'],
  invalid_body: [400, 'Correct the fields that the faults point to and send the body again.'],
  body_too_large: [413, 'Send at most 256 KiB of JSON; upload documents by POST /documents.'],
  'body_too_large.demand': [
    413,
    'The demand would be larger than 256 KiB. File what is new as a demand of its own.',
  ],
  content_too_large: [413, 'Send less at once. Documents go to POST /documents.'],
  unsupported_media_type: [415, 'Send the body as application/json in UTF-8.'],
  'unsupported_media_type.gateway': [415, 'Send application/json.'],
  unsupported_encoding: [415, 'Send the body without Content-Encoding.'],

  // About who asks.
  token_missing: [401, 'Send a bearer token in the Authorization header.'],
  token_expired: [401, 'The token has expired. Get a new one.'],
  forbidden: [403, 'This token may not do this.'],
  role_required: [403, 'This needs a token with the role {roles}.'],
  acting_role_required: [
    400,
    'This token has several roles that may do this. Name one of them in the header Acting-Role.',
  ],
  unknown_role: [400, 'Name one role in the header Acting-Role: {roles}.'],
  role_not_held: [403, 'The header Acting-Role names a role that this token does not have.'],
  agents_token: [
    403,
    'A token with the role agent, or with an authority, acts as an agent only. Decide and read with another account.',
  ],
  authority_required: [403, 'This needs a token that names the authority you act for.'],
  own_demand: [403, 'Who filed a demand or acts for its authority cannot decide on it. Another must.'],
  second_person_required: [
    403,
    'Who amended, clarified or reviewed a demand cannot decide on it next. Another must.',
  ],
  'second_person_required.call_back': [
    403,
    'Who called the office does not ask its superior too, nor the other way round. Another must.',
  ],
  decided_on_it: [403, 'Who decided on a demand for the provider cannot fetch its package.'],
  same_session: [
    403,
    'Somebody else acted on this demand in the same session at the issuer. Sign in anew, each as themselves.',
  ],
  authority_not_enrolled: [403, 'The authority you act for is not in our register. Ask us to enrol it.'],
  authority_suspended: [403, 'The authority you act for is suspended in our register. Ask us why.'],
  agent_not_listed: [403, 'The authority you act for does not list you among its agents. Ask it to tell us.'],

  // About what is there.
  not_found: [404, NOTHING_HERE],
  'not_found.theirs': [404, NOTHING_HERE],
  'not_found.path': [404, 'There is nothing at this path.'],
  unknown_page: [404, 'The rulebook has no such page. GET /rulebook lists those it has.'],
  not_published: [404, 'No such report was published. GET /reports lists those that were.'],
  not_in_the_log: [404, 'The log has no such file. GET /log/checkpoint is its latest checkpoint.'],
  not_logged: [
    404,
    'This edition is not in the log, or not yet. An edition that is new is in it within minutes.',
  ],
  not_acceptable: [406, 'Accept application/json or text/csv.'],
  'not_acceptable.png': [406, 'Send the header Accept with image/png as the first type in it.'],

  not_possible_now: [409, 'The demand has moved on since. Read its status.'],

  // About lists and reports.
  bad_limit: [400, 'Give limit as a whole number from {min} to {max}.'],
  'bad_limit.demands': [400, 'Give a limit from 1 to {max}.'],
  bad_after: [400, 'Give after as a whole number from {min} to {max}.'],
  bad_day: [400, 'Give day as a date, like 2026-11-26.'],
  bad_status: [400, 'Give a status: {statuses}.'],
  'bad_status.closed': [400, 'What is closed is in a list of its own: ask for `closed` and no other status.'],
  bad_instant: [400, 'Give dueBefore as a date, like 2026-11-26, or as an instant in UTC.'],
  bad_filter: [400, 'Give {name} as the rulebook and the register spell it, or leave it out.'],
  'bad_filter.waits': [400, 'Give waits as order, comment, debt or look-back, or leave it out.'],
  bad_text: [400, 'Give q as 1 to {max} characters of the reference.'],
  bad_search: [400, 'Give each of q, in and series in at most {max} characters.'],
  bad_cursor: [400, 'Give `after` the `next` of the page before, unchanged.'],
  malformed_period: [400, A_PERIOD],
  malformed_edition: [400, 'Give the edition as a number from 1.'],
  unknown_format: [400, 'Ask for format: {formats}.'],
  period_not_begun: [422, 'Name a period that has begun.'],
  period_not_over: [422, 'Correct a period when it is over; until then its numbers change by themselves.'],
  service_not_begun: [422, 'Nothing was counted before {day}. Name a period that ends later.'],
  span_too_near: [
    409,
    'Begin and end the span with a half-year or a period that is published, or {days} days or more from each of them.',
  ],
  evidence_required: [
    422,
    'Say because (miscategorised, error, method_change) and evidence, the SHA-256 of the paper that shows it.',
  ],
  nothing_to_correct: [409, 'Nothing was published of this period that could be corrected.'],
  reason_unfounded: [422, 'Nothing changed for this reason. Leave the reason out.'],
  report_contradicts: [409, 'The numbers contradict each other ({rules}). Nothing was published.'],
  bands_corrected: [409, 'The bands of this period were corrected once, and stay.'],
  report_incomplete: [
    409,
    'Not everything of this period is counted yet. Try again in a minute; if it stays so, the runbook (events are parked) says how to count it again.',
  ],
  edition_conflict: [409, 'Others keep publishing this period. Try again.'],
  'edition_conflict.unfinished': [409, 'Someone else is publishing this period. Try again.'],
  structure_frozen: [
    409,
    'This period was printed under another band structure. Choose that one to correct it.',
  ],

  // About filing a demand.
  signature_required: [401, 'Your authority signs its filings. Send the header Filing-Signature.'],
  signature_invalid: [
    401,
    'Sign the bytes of this body anew with a key that we enrolled for your authority, as `npm run sign` does.',
  ],
  signature_stale: [401, 'Sign anew: iat must be within {minutes} minutes of now. Check your clock.'],
  signature_replayed: [401, 'This jti was used. Sign anew for every demand.'],
  idempotency_key_missing: [
    400,
    'Send an Idempotency-Key header of 8 to 200 visible ASCII characters, new for every demand.',
  ],
  idempotency_key_reused: [
    422,
    'This Idempotency-Key filed another demand. Send a new key with a new demand.',
  ],
  document_missing: [422, UPLOAD_FIRST],
  document_altered: [422, UPLOAD_FIRST],
  document_type_differs: [422, 'Name every document by the media type under which it was uploaded.'],
  bad_volume: [400, 'Ask for a volume as a whole number from 1 to {max}, or leave it out.'],
  bad_page: [400, 'Ask for a page as a whole number from 1 to {max}.'],
  bad_narrowing: [
    400,
    'Give {name} as the description of the API says, or leave it out: lists by commas, a period as 2026-01-01/2026-06-30.',
  ],
  bad_path: [400, 'Give path as the index of the package has it, of at most {max} characters.'],
  nothing_sealed: [409, 'No package has been sealed for this demand. Read its status.'],
  file_missing: [
    404,
    'The package has no such file. Its index (GET the package of the demand) lists those it has.',
  ],
  sample_not_allowed: [403, 'The rulebook does not let your role look into records of this item.'],
  'sample_not_allowed.more': [
    403,
    'You have looked into as many files with records of this item as the rulebook lets you: {most}.',
  ],
  sample_not_shown: [
    422,
    'Files of this kind are not shown: only tables, lines, messages and plain text are. Take the message or the table beside it.',
  ],
  not_checked: [409, 'The checks of this round are not done yet. They take seconds: ask again.'],
  page_missing: [404, 'The paper has fewer pages. The header Link of its first names the last.'],
  paper_not_scanned: [
    409,
    'No scanner has said yet that this paper is clean. It says so within minutes of the upload: ask again. Where it stays so, have an operator look at docs/runbook.md, "A paper is not shown".',
  ],
  'paper_not_scanned.failed': [
    409,
    'The scanner failed on this paper, and is asked again. Where it stays so, have an operator look at docs/runbook.md, "A paper is not shown".',
  ],
  paper_suspicious: [
    409,
    'The scanner found this paper suspicious: it is shown to nobody. Refuse the demand, or have the agent add a clean copy by a clarification.',
  ],
  paper_not_drawn: [
    422,
    'Papers of this media type have no pages to show. Have the agent add a PDF by a clarification, or an operator hand it over by docs/runbook.md, "A paper is not shown".',
  ],
  paper_unreadable: [
    422,
    'This paper cannot be drawn. Have the agent add another copy by a clarification, or an operator hand it over by docs/runbook.md, "A paper is not shown".',
  ],
  'paper_unreadable.encrypted': [
    422,
    'This paper opens with a password only. Have the agent add a copy without one by a clarification.',
  ],
  'paper_unreadable.too_large': [
    422,
    'This paper has more pixels than are drawn. Have the agent add a smaller copy by a clarification, or an operator hand it over by docs/runbook.md, "A paper is not shown".',
  ],
  documents_too_large: [
    413,
    'Send documents of at most {max} MiB together; the rest by another demand that refers to it.',
  ],
  unknown_country: [422, CORRECT_AND_FILE],
  unknown_instrument: [422, CORRECT_AND_FILE],
  no_data: [422, CORRECT_AND_FILE],
  unknown_data_item: [422, CORRECT_AND_FILE],
  no_target: [422, CORRECT_AND_FILE],
  overbroad_identifier: [422, CORRECT_AND_FILE],
  invalid_identifier: [422, CORRECT_AND_FILE],
  instant_missing: [422, CORRECT_AND_FILE],
  date_out_of_range: [422, CORRECT_AND_FILE],
  date_in_future: [422, CORRECT_AND_FILE],
  empty_range: [422, CORRECT_AND_FILE],

  // About what a demand's state allows.
  not_awaiting_review: [409, 'This demand is not waiting for a review. Read its status.'],
  'not_awaiting_review.clarify': [409, 'Only a demand that waits for a review can be clarified.'],
  'not_awaiting_review.checked': [
    409,
    'It is being checked, which takes seconds: send the amendment again then.',
  ],
  'not_awaiting_review.decided': [
    409,
    'It was decided on already: file the amended demand with `supersedes`, which takes this one back.',
  ],
  'not_awaiting_review.ended': [409, 'It has ended: file the amended demand anew, with `supersedes`.'],
  'not_awaiting_review.customer': [
    409,
    'An answer of the organisation counts while the demand waits for its review. Read its status.',
  ],
  no_customer_to_ask: [409, 'None of these targets names an account of an organisation. Read the demand.'],
  which_customer: [
    409,
    'Several targets name accounts of organisations. Say by `targets` of which of them this answer is.',
  ],
  other_round: [409, 'The demand was checked again since. Read its present determination.'],
  date_has_come: [
    409,
    'A date of the paper or of the law has come since it was checked. Send `checkAgain` to `/clarify`, then decide.',
  ],
  stale_decision: [
    409,
    'This demand changed since you read it: it stands at {now}. Read it again, and decide on that (`matter`).',
  ],
  claimed: [
    409,
    'Somebody else works on this demand until {until}. Take another, or take it over after that.',
  ],
  claimed_by_another: [
    409,
    'Somebody else works on this demand until {until}, and decides on it. Claim it after that; an emergency you may claim at once.',
  ],
  claim_at_limit: [
    409,
    'You have held this since {since}, as long as one person may. Decide on it; or claim it again at {again}, if nobody else has.',
  ],
  nothing_to_claim: [409, 'There is nothing for your role to decide on it now. Read its status.'],
  paper_not_read: [
    409,
    'Open each paper first (GET the papers of the demand). Not opened by you yet: {papers}. Of one that is not shown, ask for it; read that, or one that you bring, elsewhere, and name it in `readElsewhere`.',
  ],
  no_paper_served: [
    409,
    'This demand compels and came without a paper. Have it filed anew with one (`supersedes`), name the SHA-256 of one that you have read elsewhere (`readElsewhere`), or refuse it.',
  ],
  authenticity_unresolved: [409, 'Record the call-back by POST clarify before approving.'],
  no_number_in_register: [
    409,
    'The register has no number at which this authority can be called now, and no other number counts. Have it enrolled with one that was found independently, or refuse the demand.',
  ],
  number_not_in_register: [
    409,
    'Only a call to the number in the register counts (`callBackNumber` of the demand), never one to a number that came with a demand. Call that one.',
  ],
  decision_elsewhere: [409, 'Someone else must decide first; record it by POST clarify.'],
  cleared_counsel_only: [409, 'Only cleared counsel may decide this, outside this desk.'],
  reason_missing: [422, 'Say why: `reason` is one of {reasons}.'],
  reason_of_another_decision: [422, 'This decision has other reasons: {reasons}.'],
  reason_needless: [422, 'This goes against nobody: leave out `reason` and `text`.'],
  'reason_needless.more': [422, 'This gives no more than what comes first: leave out `more`.'],
  too_many_questions: [
    409,
    'This demand was asked {max} questions, which is as many as we keep. Decide on it.',
  ],
  counsel_asked: [409, 'Counsel was asked about this demand. Record the answer first.'],
  counsel_not_asked: [409, 'Nobody waits for an answer of counsel about this demand.'],
  question_open: [422, 'Name in `resolves` every question that the determination referred.'],
  nothing_to_approve: [409, 'Nothing of this demand may be retrieved.'],
  'nothing_to_approve.left': [409, 'Nothing of this demand may be retrieved: refuse it instead.'],
  widens: [422, 'A review can only narrow: choose among what the determination authorises.'],
  more_than_least: [
    409,
    'In an emergency what is least is given first. Narrow to {items}, or say in `more` why it needs more: {reasons}.',
  ],
  'more_than_least.superior': [
    409,
    'What is more than least takes a superior of the office, whom another of you calls at the number in the register.',
  ],
  'widens.objection': [422, 'Choose among the items that are known and the targets that the demand names.'],
  'widens.accounts': [422, 'A review can only narrow: choose among the accounts that its targets named.'],
  'widens.approved': [422, 'Choose among what the reviewer of this round approved.'],
  'widens.services': [422, 'Name services by the names that their retrievals have in the ledger.'],
  'widens.period': [422, 'A review can only narrow: choose a period within the demand’s own.'],
  narrowed_twice: [
    422,
    'Narrow either each target by `narrowing`, or all of them by items, targets, accounts and period.',
  ],
  'narrowed_twice.target': [422, 'Name each target once in `narrowing`.'],
  too_many_accounts: [
    422,
    'Its targets name more than {max} accounts: refuse it, so that it is filed in parts.',
  ],
  too_many_grants: [
    422,
    'Narrow the targets or the items: this would be {grants} grants (accounts, by service), and one demand has at most {max}.',
  ],
  'too_many_grants.size': [
    422,
    'Narrow the targets or the items: what may be retrieved is too long to be stored as one scope (2.8 MB).',
  ],
  nothing_new: [422, 'Send at least one field that differs from what was filed.'],
  'nothing_new.narrowing': [422, 'Say what it is to be narrowed to: items, targets, accounts or period.'],
  'nothing_new.authenticity': [422, 'Send findings that differ from those on record.'],
  'nothing_new.dates': [422, 'No date has come since it was checked: decide on what stands.'],
  'nothing_new.customer': [422, 'The organisation’s last answer is recorded like this already.'],
  'nothing_new.renewal': [422, 'A renewal comes with a paper of its own. These were served before.'],
  nothing_to_invoice: [409, 'Nothing was disclosed for this demand: there is nothing to ask back.'],
  no_tariff: [
    409,
    'No tariff of `/rulebook/tariff` is for this instrument: its law lets us ask nothing back.',
  ],
  no_such_objection_kind: [
    422,
    'Name a kind of `/rulebook/objections` that can be brought against a demand by this instrument.',
  ],
  no_such_ground: [422, 'Name grounds of this kind, as `/rulebook/objections` has them.'],
  nothing_to_hold: [409, 'This demand has ended, or its package was released: nothing of it can be held.'],
  too_many_objections: [409, 'This demand has {max} objections, which is as many as we keep. Ask us.'],
  no_such_objection: [404, 'This demand has no objection of this number. Read the demand.'],
  objection_decided: [409, 'What came of this objection is recorded already. Read the demand.'],
  objection_leaves_nothing_said: [
    422,
    'Say what was left of the demand: items, targets, a period, or each target apart (`narrowing`).',
  ],
  objection_open: [
    409,
    'An objection to this is open before a court or an authority: leave out its part, or wait and record what comes of it.',
  ],
  objection_granted: [
    409,
    'A court or an authority set this aside: leave out its part, or refuse the demand.',
  ],
  objection_modified: [
    409,
    'A court or an authority left less of the demand than this (`objections`): narrow the review, or refuse the package and have it filed again.',
  ],
  too_many_rounds: [409, 'This demand was amended too often. Withdraw it and file it anew.'],
  'too_many_rounds.review': [409, 'This demand was clarified too often. Decide on it as it stands.'],
  too_many_comments: [
    409,
    'Your side has written {max} comments on this demand, which is as many as we keep.',
  ],
  too_many_notes: [409, 'This demand has {max} notes, which is as many as we keep.'],
  not_failed: [409, 'This demand did not fail, or was taken up already. Read its status.'],
  nothing_approved: [409, 'Nobody has approved this demand yet: retry it, and narrow it in its review.'],
  package_sealed: [409, 'Its package is sealed, and stays as it is: retry it, or refuse it.'],
  refused_already: [409, 'This demand was refused when it had failed, and that stands: refuse it once more.'],
  already_released: [409, 'Its package was released, which nobody takes back: retry it.'],
  not_awaiting_release: [409, 'This demand is not waiting for a release. Read its status.'],
  already_decided: [409, 'You have decided already; another person must now.'],
  other_package: [409, 'Name the SHA-256 of the package as it is now. Read the demand again.'],
  package_not_seen: [
    409,
    'Look at what is in this package first (GET the package of the demand). You have not looked at the one with this SHA-256.',
  ],
  no_debt: [409, 'That demand owes no legal process, or no more: file without `pays`.'],
  'no_debt.waive': [409, 'This demand owes no legal process, or no more. Read it again.'],
  pays_without_process: [
    422,
    'An emergency is paid for with a paper that compels; a preservation, an inquiry or another emergency is none.',
  ],
  pays_too_little: [
    422,
    'Legal process for an emergency names its targets and demands all that was approved for it: `debt` of the demand that owes it has both.',
  ],
  nothing_to_look_back_at: [409, 'This is no emergency, or has not ended. Read its status.'],
  looked_back_already: [409, 'Somebody has looked back at this emergency already. Read the demand.'],
  too_late: [409, 'This demand has ended; there is nothing left to withdraw.'],
  superseded_already: [409, 'Another demand took the place of this one: supersede that, number {by}.'],
  not_available: [409, 'Nothing has been released for this demand. Read its status.'],
  too_many_fetches: [
    409,
    'The package was handed over {max} times, which is as often as we do. Ask us if you need it once more.',
  ],
  no_such_volume: [404, 'This package is handed over in {volumes} volumes: ask for one from 1 to {volumes}.'],
  not_fetched: [409, 'Nobody has fetched this package yet: fetch it before you say that you have it.'],
  withdrawn: [410, 'This demand was withdrawn; what was found for it is not available.'],

  // About orders of silence.
  order_of_other_demand: [
    409,
    'The order names another case than this demand does. Bring it to the demand that it is about.',
  ],
  order_ends_before_it_begins: [
    422,
    'The order ends before it was made. Give both dates as its paper has them.',
  ],
  order_precedes: [
    422,
    'The order was made before the one that it changes. Give both dates as their papers have them.',
  ],
  order_has_ended: [409, 'The end of this order has come already: it binds nobody any more.'],
  'order_has_ended.changed': [
    409,
    'The order that this one changes has ended already. Read the demand again.',
  ],
  renews_an_ended_order: [
    409,
    'What this order renews has ended. Bring an order of its own: the customer may have been told.',
  ],
  does_not_prolong: [
    422,
    'A renewal ends later than what it renews. Bring a shorter end as one that shortens.',
  ],
  does_not_shorten: [422, 'What shortens an order ends earlier than it. Bring a later end as a renewal.'],
  no_such_order: [409, 'The demand has no order of this number that silences anybody. Read the demand.'],
  order_replaced: [409, 'Another order has taken its place: name number {by}.'],
  order_decided: [409, 'Somebody has decided on this order already. Read the demand.'],
  order_does_not_bind: [409, 'By the law of its instrument this order binds nobody: refuse it.'],
  no_endless_silence: [409, 'There is no silence without an end to look at.'],
  look_not_due: [409, 'It is not looked at before {from}. Record then that you have.'],
  next_look_out_of_range: [422, 'Name a day in `next` that is not over, and none after {latest}.'],
  nothing_told: [409, 'This demand ended without a disclosure: its customer is told nothing of it.'],
  not_to_be_told: [409, 'No letter of this demand may be sent now. Leave it until you are told of it again.'],
  no_such_letter: [409, 'You took no letter of this number. Take the letters first.'],
  no_preservation: [409, 'Nothing is kept for this demand.'],
  preservation_ended: [
    409,
    'What was kept for this demand is kept no longer. File a request of its own: it keeps what still exists.',
  ],
  not_renewable: [
    409,
    'The law of this instrument knows no renewal of what is kept. File a demand for the data, or another request.',
  ],
  renewal_refused: [409, 'The law does not have the data kept longer: {reasons}.'],
  not_a_production: [409, 'This demand asks for no data that is kept. Name the one that does.'],
  still_to_produce: [409, 'A demand for it is not answered yet: it is kept until that is closed.'],
  too_many_links: [409, 'As many demands are linked to it as we keep. Ask us.'],
  too_many_orders: [409, 'This demand has {max} orders, which is as many as we keep. Ask us.'],

  // About us.
  too_many_requests: [429, 'Slow down and try again.'],
  'too_many_requests.share': [429, 'Wait {seconds} seconds: this was asked for too often.'],
  'too_many_requests.quota': [429, 'Try again later.'],
  internal_error: [500, 'Nothing was lost. Try again; quote the instance if it persists.'],
  busy: [503, 'Nothing was changed. Try again in a moment.'],
  timeout: [504, 'It may have been done all the same. Read the state before you try again.'],
} as const satisfies Readonly<Record<string, readonly [status: number, detail: string]>>;

/**
 * Refusals of who tries what separation forbids, and of orders that cannot do what they say: each leaves a trace
 * (attempts.ts). An id that nothing has is among them,
 * so that nobody can tell it from another's by the time that the trace takes.
 */
export const ATTEMPTS: readonly ProblemKey[] = [
  'role_required',
  'own_demand',
  'second_person_required',
  'second_person_required.call_back',
  'stale_decision',
  'no_number_in_register',
  'number_not_in_register',
  'already_decided',
  'cleared_counsel_only',
  'role_not_held',
  'agents_token',
  'decided_on_it',
  'sample_not_allowed',
  'sample_not_allowed.more',
  'same_session',
  'authority_not_enrolled',
  'authority_suspended',
  'agent_not_listed',
  'order_of_other_demand',
  'order_ends_before_it_begins',
  'order_precedes',
  'order_has_ended',
  'order_has_ended.changed',
  'renews_an_ended_order',
  'preservation_ended',
  'not_renewable',
  'renewal_refused',
  'still_to_produce',
  'not_found',
  'not_found.theirs',
];

/** What a body can lack before it is a demand: said alike of a draft and at filing. */
export const FILING_PROBLEMS = [
  'unknown_country',
  'unknown_instrument',
  'no_data',
  'unknown_data_item',
  'no_target',
  'overbroad_identifier',
  'invalid_identifier',
  'instant_missing',
  'date_out_of_range',
  'date_in_future',
  'empty_range',
] as const satisfies readonly ProblemKey[];

/** What anyone is told who acts for an authority that the register does not have as it should be. */
export const STANDING_PROBLEMS = [
  'authority_required',
  'authority_not_enrolled',
  'authority_suspended',
  'agent_not_listed',
] as const satisfies readonly ProblemKey[];

export type ProblemKey = keyof typeof PROBLEMS;
/** What stands before the dot of a key. */
export type CodeOf<K extends string> = K extends `${infer Code}.${string}` ? Code : K;
export type ProblemCode = CodeOf<ProblemKey>;

/** Names of the values that a text asks for. */
export type Placeholders<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
export type ProblemValues<K extends ProblemKey> = Readonly<
  Record<Placeholders<(typeof PROBLEMS)[K][1]>, string | number>
>;

/** The code that is sent for a key. */
export const codeOf = <K extends string>(key: K): CodeOf<K> => key.split('.', 1)[0] as CodeOf<K>;

/** A text with its `{name}`s filled in. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name]));
