import { ACTIONS, type Action } from '../../functions/ledger/event.schema.ts';
import { STATUSES, type Status } from '../../functions/ledger/statuses.ts';
import { statusAfter, TRANSITIONS } from '../../functions/ledger/transitions.ts';
import { OUTCOMES } from '../../functions/shared/determination.schema.ts';
import { flatten } from '../../lib/shared/flatten.ts';
import { ALL_ROUTES } from '../../scripts/openapi/all-routes.ts';
import { resourceOf, templateOf } from './templates.ts';

type State = {
  readonly Type: string;
  readonly Next?: string;
  readonly Choices?: readonly unknown[];
  readonly Default?: string;
  readonly Branches?: readonly Machine[];
  readonly ItemProcessor?: Machine;
};
type Machine = { readonly StartAt: string; readonly States: Record<string, State> };

const [, machine] = resourceOf(templateOf('prod'), 'AWS::StepFunctions::StateMachine');
const { StartAt, States }: Machine = JSON.parse(flatten(machine.Properties.DefinitionString));

/** States that are in others, each by its own name. */
const within = ({ Branches = [], ItemProcessor }: State): [string, State][] =>
  [...Branches, ...(ItemProcessor ? [ItemProcessor] : [])].flatMap((machine) =>
    Object.entries(machine.States).flatMap(([name, state]): [string, State][] => [
      [name, state],
      ...within(state),
    ]),
  );
/** What is done beside the wait for a person: the other states of a Parallel. */
const besides = (state: State) => within(state).filter(([name]) => PEOPLE[name] === undefined);
const waitIn = (name: string, state: State): string =>
  within(state).find(([inner]) => PEOPLE[inner] !== undefined)?.[0] ?? name;

/** What the service does when it comes to a state, in order. */
const actionsAt = (state: string) =>
  ACTIONS.filter(
    (action) =>
      TRANSITIONS[action].at.includes(state) && !PEOPLE[state]?.some((answer) => answer.action === action),
  );

/** What people do while a state waits, or what is done for them, and how the wait is answered then. */
const PEOPLE: Record<
  string,
  readonly { decision: string; action: Action; kind: 'agent' | 'reviewer' | 'releaser' | 'service' }[]
> = {
  'Await review': [
    { decision: 'approve', action: 'review.decided', kind: 'reviewer' },
    { decision: 'approve', action: 'review.took-effect', kind: 'service' },
    { decision: 'refuse', action: 'review.decided', kind: 'reviewer' },
    { decision: 'redirect', action: 'review.decided', kind: 'reviewer' },
    { decision: 'recheck', action: 'suspension.ended', kind: 'service' },
    { decision: 'recheck', action: 'demand.clarified', kind: 'agent' },
    { decision: 'withdraw', action: 'demand.withdrawn', kind: 'agent' },
  ],
  'Await release': [
    { decision: 'release', action: 'release.decided', kind: 'releaser' },
    { decision: 'refuse', action: 'release.decided', kind: 'releaser' },
    { decision: 'withdraw', action: 'demand.withdrawn', kind: 'agent' },
  ],
};

/** These do nothing for a demand that was withdrawn; the wait that follows ends it. */
const STOPPED = [
  'Compile scope',
  'Retrieve within scope',
  'Check the harvest',
  'Seal disclosure',
  'Deliver',
  'Preserve',
];

/** Of stages that name a timestamp authority: test/lib/timestamps.test.ts. */
const TIMESTAMPS = TRANSITIONS['disclosure.timestamped'].at;

/** A demand on its way, and what the choice that comes next is made by. */
type Way = { status: Status; isWithdrawn: boolean; outcome: string; decision: string; rounds: number };

const branches = ({ Choices = [] }: State, value: string) =>
  Choices.flatMap((choice) => {
    const isMeant = JSON.stringify(choice).includes(`"StringEquals":"${value}"`);
    const next = typeof choice === 'object' && choice !== null && 'Next' in choice ? String(choice.Next) : '';
    return isMeant ? [next] : [];
  });

const visited = new Set<string>();

function walk(name: string, way: Way): void {
  const state = States[name];
  if (!state) throw new Error(`no state ${name}`);
  visited.add(name);
  if (state.Type === 'Choice') {
    const value = name === 'What did the checks find?' ? way.outcome : way.decision;
    const found = branches(state, value);
    // What no answer leads to fails, but at the beginning, where there is none yet, and where a step is made again.
    if (found.length === 0 && [StartAt, 'Is any left to check?', 'Is any left to seal?'].includes(name))
      walk(String(state.Default), way);
    for (const next of found) walk(next, way);
    return;
  }
  if (!state.Next) return;
  const place = waitIn(name, state);
  const isStopped = way.isWithdrawn && (STOPPED.includes(name) || PEOPLE[place] !== undefined);
  const happen = (at: string, from: Status) =>
    actionsAt(at).reduce((status, action) => statusAfter(action, 'service', { status }), from);
  const status = isStopped ? way.status : happen(place, way.status);
  for (const after of waysFrom(place, { ...way, status })) {
    // What is done in between, whenever that is, changes no status.
    if (!isStopped) for (const at of [way.status, status, after.status]) requireStill(state, at, happen);
    walk(state.Next, after);
  }
}

/** States beside a wait were looked at once in each status: a walk comes by them many thousand times. */
const seenBeside = new Set<string>();

function requireStill(state: State, at: Status, happen: (name: string, from: Status) => Status): void {
  if (state.Branches === undefined || seenBeside.has(at)) return;
  seenBeside.add(at);
  for (const [inner] of besides(state)) expect([inner, happen(inner, at)]).toEqual([inner, at]);
}

function waysFrom(name: string, way: Way): Way[] {
  if (name === 'Check validity')
    return [way, withdrawn(way)].flatMap((one) => OUTCOMES.map((outcome) => ({ ...one, outcome })));
  const people = PEOPLE[name];
  if (!people)
    return way.isWithdrawn || way.status === 'released' || name.startsWith('Close') || way.status === 'closed'
      ? [way]
      : [way, withdrawn(way)];
  if (way.isWithdrawn) return [{ ...way, decision: 'withdraw' }];
  return people
    .filter(({ decision }) => decision !== 'recheck' || way.rounds < 2)
    .map(({ decision, action, kind }) => ({
      ...way,
      decision,
      isWithdrawn: decision === 'withdraw',
      rounds: way.rounds + (decision === 'recheck' ? 1 : 0),
      status: statusAfter(action, kind, { status: way.status }),
    }));
}

const withdrawn = (way: Way): Way => ({
  ...way,
  isWithdrawn: true,
  status: statusAfter('demand.withdrawn', 'agent', { status: way.status }),
});

const isRoute = /^(GET|POST) \//;

describe('the state machine', () => {
  it('never does what the table of transitions does not have, on whatever way', () => {
    walk(StartAt, { status: 'filed', isWithdrawn: false, outcome: '', decision: '', rounds: 0 });
    // What failed anywhere before its release, and was refused then.
    for (const status of STATUSES.filter((one) => !['released', 'closed', 'failed'].includes(one)))
      walk(StartAt, { status, isWithdrawn: false, outcome: '', decision: 'refuse', rounds: 0 });
    const failures = ['Failed', 'Record failure', 'The answer is unknown'];
    expect(
      Object.keys(States)
        .filter((name) => !visited.has(name))
        .sort(),
    ).toEqual(failures);
  });

  it('has every state in which the table lets something happen', () => {
    const places = ACTIONS.flatMap((action) => TRANSITIONS[action].at);
    const elsewhere = ['send-due', 'sweep', 'encrypt-copy', ...TIMESTAMPS];
    const states = places.filter((place) => !isRoute.test(place) && !elsewhere.includes(place));
    const known = Object.entries(States).flatMap(([name, state]) => [
      name,
      ...within(state).map(([one]) => one),
    ]);
    for (const state of states) expect(known).toContain(state);
  });

  it('is reached by routes that there are, open to whom the table lets act', () => {
    const routes = new Map(ALL_ROUTES.map(({ route }) => [`${route.method} ${route.path}`, route]));
    const told = ACTIONS.filter((action) => TRANSITIONS[action].at.some((place) => isRoute.test(place)));
    for (const action of told) {
      const { at, by } = TRANSITIONS[action];
      const roles = new Set<string>(at.flatMap((place) => routes.get(place)?.roles ?? []));
      // A mailer is a machine of the provider's.
      if (roles.delete('mailer')) roles.add('service');
      // A route that answers agents too tells of a look by the desk alone.
      if (action === 'demand.looked') roles.delete('agent');
      // Who brings an order does not decide on it, though by the same route.
      // Of many at once reviewers alone refuse.
      if (action === 'review.decided') roles.delete('releaser');
      if (action === 'secrecy.decided' || action === 'secrecy.reviewed') roles.delete('agent');
      // Auditors look back by the same route, and let nobody off.
      if (action === 'debt.waived') roles.delete('auditor');
      expect([action, ...roles].sort()).toEqual([action, ...by].sort());
    }
    const changing = [...routes.keys()].filter((route) => /^POST \/demands/.test(route));
    const covered = told.flatMap((action) => TRANSITIONS[action].at);
    expect(changing.filter((route) => !covered.includes(route))).toEqual([]);
  });

  it('does something to the ledger in each of its steps', () => {
    const steps = Object.entries(States)
      .flatMap(([name, state]): [string, State][] => [
        [name, state],
        // Within a Map a state does what the Map does.
        ...(state.Type === 'Map' ? [] : within(state).filter(([one]) => !/^(Freeze|Keep) \w+$/.test(one))),
      ])
      .filter(([, { Type }]) => Type === 'Task' || Type === 'Map');
    for (const [name] of steps) expect([name, actionsAt(name).length]).not.toEqual([name, 0]);
  });
});
