/** What the codes of the rulebook mean in words. Every table is read through `wordFor`. */
type Words = Readonly<Record<string, string>>;

export const DATES: Words = {
  issued: 'the day of issue',
  entered: 'the day on which the order was entered',
  served: 'the day of service that the paper gives',
  received: 'the day on which we received it',
  executeBy: 'the last day for execution that the paper gives',
  returnDue: 'the day for the answer that the paper gives',
  firstInterception: 'the day of the first interception',
  installed: 'the moment of installation',
  service: 'the day of service (as the paper says, else the day we received it, else today)',
};

export const LEVELS: Words = {
  federal: 'federal',
  state: 'state',
  local: 'local',
  national: 'national',
  supranational: 'supranational',
  private: 'private',
};

export const KINDS: Words = {
  'law-enforcement': 'a law-enforcement agency',
  prosecutor: 'a prosecutor',
  court: 'a court',
  intelligence: 'an intelligence service',
  regulator: 'a regulator',
  'central-authority': 'a central authority',
  'civil-litigant': 'a civil litigant',
};

export const DANGERS: Words = {
  death: 'danger of death',
  'serious-injury': 'danger of serious injury',
  'critical-infrastructure': 'danger to critical infrastructure',
  property: 'danger to property',
  none: 'no danger',
};

export const MODES: Words = {
  disclose: 'has data disclosed',
  preserve: 'has data kept, and discloses none',
  act: 'has us do something other than disclose or keep data',
};

export const SERIES_NAMES: Words = { 'national-security': 'national security' };

export const ENTITIES: Words = {
  parent: 'our parent company in the United States',
  'local-entity': 'our entity in the issuing country',
  'eu-establishment': 'our designated establishment in the Union',
};

export const ANSWERS: Words = {
  confirmed: 'was confirmed',
  refused: 'was refused',
  'no-answer': 'had no answer',
  pending: 'is still open',
  'not-made': 'was not made',
};

export const TARGET_KINDS: Words = {
  'ip-range': 'ranges of IP addresses',
  geofence: 'areas (geofences)',
  keyword: 'keywords',
  email: 'e-mail addresses',
  phone: 'telephone numbers',
  'account-id': 'account names',
  device: 'devices',
  'ip-address': 'IP addresses',
};

export const CUSTOMERS: Words = { enterprise: 'enterprises', 'public-sector': 'public bodies' };

export const CUSTOMER_STANDINGS: Words = {
  none: 'nothing was asked of them',
  'waited-for': 'they were asked, and their time runs',
  'answers-itself': 'they answer it themselves',
  consents: 'they consent',
  objects: 'they object',
  silent: 'they said nothing in their time',
};

export const EFFECTS: Words = {
  reject: 'the demand is refused',
  redirect: 'the officer is sent to somebody else',
  refer: 'a person here decides',
  hold: 'nothing happens before it is settled',
  suspend: 'the demand waits until somebody else has decided',
  drop: 'what is concerned is left out, and the rest is decided without it',
  note: 'it is put before the reviewer',
};

export const REGIMES: Words = {
  notify: 'We tell the customer when data is disclosed, unless a duty of secrecy binds us.',
  delay: 'We tell the customer when the duty of secrecy ends.',
  prohibited: 'We may not tell the customer.',
  hold: 'Nobody is told while it is settled whether a duty of secrecy binds us.',
  authority: 'The issuing authority informs the customer; we do not.',
  none: 'There is nothing to tell the customer.',
};

export const OUTCOME_NAMES: Words = {
  accept: 'All may go to review',
  narrow: 'Part may go to review',
  reject: 'Refused',
  redirect: 'Sent elsewhere',
  refer: 'A person decides first',
  preserve: 'Data is kept, none disclosed',
  hold: 'Held until it is clear who sent it',
  suspend: 'Waits for another authority',
};
