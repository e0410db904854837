import type { FormSequence } from '../../eval/form-sequences.ts';
import type { PoseFrame } from '../../pose.ts';
import { degreeOf, faultsOf, type JudgedItem } from '../faults.ts';
import { measure } from '../measure.ts';
import type { Clip } from './model-choice.ts';
import { groupsOf } from './people.ts';

/** How much of each fault a film shows; `null`: it cannot be told. */
export function degreesOf(item: JudgedItem, frames: readonly PoseFrame[]): readonly number[] | null {
  const measured = measure(item, frames);
  return measured.kind === 'abstained'
    ? null
    : faultsOf(item).map((fault) => degreeOf(fault, measured.measures[fault.name] ?? 0));
}

/**
 * Examples to learn from, one per sequence that can be judged. `samePerson`: ids of clips in which one person was
 * recognized although the camera stood elsewhere; their groups become one.
 */
export function clipsOfSequences(
  sequences: readonly FormSequence[],
  samePerson: readonly (readonly string[])[] = [],
): readonly Clip[] {
  const groups = [...groupsOf(sequences.map(({ frames }) => frames))];
  const groupOf = (id: string): number => groups[sequences.findIndex((each) => each.id === id)] ?? -1;
  for (const ids of samePerson) {
    const [first, ...others] = ids.map(groupOf).filter((group) => group >= 0);
    for (const [n, group] of groups.entries()) if (others.includes(group)) groups[n] = first as number;
  }
  return sequences.flatMap(({ id, item, label, frames }, n): Clip[] => {
    const degrees = degreesOf(item, frames);
    if (degrees === null) return [];
    return [{ id, person: groups[n] as number, correct: label === 'correct' ? 1 : 0, degrees }];
  });
}
