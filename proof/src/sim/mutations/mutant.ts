// A process of check-mutations.ts: runs seeds with one bug in the protocol until a promise is broken, and
// prints the outcome as JSON. Nothing of the protocol may be imported before the bug is in place.
import { mutateOnLoad } from './mutate-on-load.ts';
import type { MutationOutcome } from './mutation.ts';
import { MUTATIONS } from './mutations.ts';
import { SEEN_AT } from './seen-at.ts';

const [name = '', seedsText = '0'] = process.argv.slice(2);
const mutation = MUTATIONS.find((known) => known.name === name);
if (mutation === undefined) throw new Error(`no mutation is called "${name}"`);

const isLoaded = mutateOnLoad(mutation);
const { runHistory } = await import('../run-history.ts');
if (!isLoaded()) throw new Error(`mutation "${name}": ${mutation.file} is not part of what is simulated`);

const most = Number(seedsText);
let outcome: MutationOutcome = { name, caught: undefined, seeds: most };
for (const seed of [SEEN_AT.get(name) ?? 1, ...Array.from({ length: most }, (_, index) => index + 1)]) {
  if (outcome.caught !== undefined) break;
  const { broken } = runHistory(seed);
  if (broken !== undefined) outcome = { name, caught: { seed, invariant: broken.invariant }, seeds: seed };
}
console.log(JSON.stringify(outcome));
