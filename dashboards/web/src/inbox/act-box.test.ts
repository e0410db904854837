import { AccountId, WarningAct } from '@tizhi/contracts';
import { describe, expect, it, vi } from 'vitest';
import type { Answer } from '../api/request.ts';
import { warningView } from '../samples/care-samples.ts';
import { openActBox, type PendingAct } from './act-box.ts';

const account = AccountId.parse('nurse-1');
const { warning } = warningView(1).warning;
const made = {
  warning,
  act: WarningAct.parse({ kind: 'note', note: '家长已知' }),
  at: 1_000,
  entriesBefore: 0,
};
const away: Answer<unknown> = { ok: false, problem: { kind: 'network' } };
const refusal: Answer<unknown> = {
  ok: false,
  problem: { kind: 'refused', status: 409, problem: { code: 'TIZHI_X', zh: '不行', en: 'no' } },
};

/** Session storage of one tab. */
function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage;
}

function open(answers: Answer<unknown>[], storage = memory()) {
  const sent: PendingAct[] = [];
  const box = openActBox({
    account,
    storage,
    send: async (pending) => {
      sent.push(pending);
      return answers.shift() ?? { ok: true, value: null };
    },
    onStored: () => {},
  });
  return { box, sent, storage };
}
const phases = (box: ReturnType<typeof openActBox>) => box.state().map(({ phase }) => phase);

describe('an act on its way', () => {
  it('stays until a list holds it', async () => {
    const { box } = open([]);
    box.add(made);
    await vi.waitFor(() => expect(phases(box)).toEqual(['sent']));
    box.settle(() => 0);
    expect(box.state()).toHaveLength(1);
    box.settle(() => 1);
    expect(box.state()).toEqual([]);
  });

  it('is sent again under the same request id when the network was away, also after the page was opened anew', async () => {
    const storage = memory();
    const first = open([away], storage);
    first.box.add(made);
    await vi.waitFor(() => expect(phases(first.box)).toEqual(['waiting']));
    first.box.close();
    const second = open([], storage);
    await vi.waitFor(() => expect(phases(second.box)).toEqual(['sent']));
    expect(second.sent[0]?.request).toBe(first.sent[0]?.request);
  });

  it('a refused one waits for a person with the sentence, and blocks nobody else', async () => {
    const { box, sent } = open([refusal]);
    box.add(made);
    box.add({ ...made, entriesBefore: 1 });
    await vi.waitFor(() => expect(phases(box)).toEqual(['refused', 'sent']));
    const [refused] = box.state();
    expect(refused?.problem?.zh).toBe('不行');
    box.again(refused?.request ?? '');
    await vi.waitFor(() => expect(sent).toHaveLength(3));
    expect(sent[2]?.request).toBe(refused?.request);
    box.drop(refused?.request ?? '');
    expect(phases(box)).toEqual(['sent']);
  });

  it('is kept as long as the page where storage is forbidden', async () => {
    const storage = {
      getItem: () => {
        throw new Error('forbidden');
      },
      setItem: () => {
        throw new Error('forbidden');
      },
    } as unknown as Storage;
    const { box } = open([], storage);
    box.add(made);
    await vi.waitFor(() => expect(phases(box)).toEqual(['sent']));
  });
});
