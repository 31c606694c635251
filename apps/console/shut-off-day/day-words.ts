import type { Schemas } from '../api/client';
import { spoken } from '../words/spoken';

/** How far a lock-off has come, in the words of the desk. */
export const stageWords: Readonly<Record<Schemas['DayLine']['stage'], string>> = spoken({
  planned: 'On the list',
  'off-the-list': 'Came off the list',
  ordered: 'Waits for its {crew}',
  'refused-at-the-door': 'Refused at the door',
  cleared: '{Crew} at the door, cleared',
  'locked-off': '{ShutOffDone}',
  'on-again': 'Turned on again',
  'not-done': 'Not done',
  'called-back': 'Called back, no answer yet',
  'turned-back': 'Called back, turned back',
});

export const standingWords: Readonly<Record<Schemas['OffThough']['standing'], string>> = spoken({
  'on-its-way': 'A {crew} is ordered to turn it on',
  owed: 'Has to come back, and no {crew} is ordered',
  'stays-off': 'Stays off by the rules',
});

export const crewStatusWords: Readonly<Record<Schemas['CrewOrder']['status'], string>> = spoken({
  waits: 'Waits for the {crew}',
  'on-the-way': '{Crew} on its way',
  cleared: 'Cleared: the valve may be closed',
  'called-back': 'CALLED BACK: do not go on',
  ended: 'Done',
});

export const workWords: Readonly<Record<Schemas['CrewOrder']['work'], string>> = spoken({ 'door-tag': '{DoorNotice}', 'shut-off': '{ShutOff}', restoration: 'Turn on' });
