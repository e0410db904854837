import type { Strings } from './zh.ts';
import type { displaysZh, wallZh } from './zh-wall.ts';

/** The texts of the wall display in English. */
export const wallEn: Strings<typeof wallZh> = {
  label: "Today's practice",
  labelOf: 'Practice for {{weekday}}',
  sets: '{{sets}} sets',
  demo: 'DEMO · synthetic pupils',
  page: 'Screen {{page}} of {{pages}}',
  empty: 'No practice planned today',
  emptyOf: 'No practice planned for {{weekday}}',
  emptyBody: 'Rest well, drink water, sleep early.',
  old: 'No network: this is {{age}} old and comes back by itself',
  otherDay: 'This is of {{day}}',
  noToken: 'This screen has no key yet',
  noTokenBody: 'A teacher makes a screen on the page "Wall screens" and opens the address given there.',
  refused: 'This screen was switched off',
  refusedBody: 'A teacher can make a new one on the page "Wall screens".',
  waiting: "Connecting to the school's server",
  waitingBody: 'It appears by itself.',
};

/** The texts of the page of wall displays in English. */
export const displaysEn: Strings<typeof displaysZh> = {
  title: 'Wall screens',
  intro:
    "A screen sees one class's confirmed practice of the day, by nickname or bib. No name, score, weight or warning.",
  none: 'No wall screen yet',
  add: 'New wall screen',
  name: 'Name of the screen',
  nameHint: 'Such as: Class 3 corner. It is shown on the wall: no names of people.',
  class: 'Class',
  made: "Made. This address is shown only once; open it in the screen's browser:",
  copy: 'Copy address',
  copied: 'Copied',
  open: 'Open',
  done: 'I have kept it',
  seen: 'watched {{age}} ago',
  never: 'never opened',
  remove: 'Switch off',
  removeAsk: 'Switch it off? What it shows disappears at once.',
  removeYes: 'Switch off',
  cancel: 'Cancel',
  labels: 'Labels on the wall',
  labelsIntro: 'A nickname (1-12 letters) or a bib number. Empty: on no wall. Please no real names.',
  label: 'Label of {{name}}',
  save: 'Save',
  saved: 'Saved',
  bad: 'Use a number of 1-3 digits, or a nickname of 1-12 letters.',
  off: 'not on the wall',
};
