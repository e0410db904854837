import { believe } from './believe.ts';
import type { AcuteRule, RuleInput, Verdict } from './rule.ts';
import type { Judged, Limits, NurseSettings, Second } from './second.ts';
import { ACUTE_TABLE } from './table.ts';

/** Seconds kept of a pupil: the longest look back of a rule, and some. */
const KEPT = 420;
/** An open alert ends when its rule could not judge for so long. */
const UNKNOWN_MS = 120_000;
/** The same rule says nothing new of the same pupil so soon after it cleared, unless it is critical. */
const PAUSE_MS = 120_000;

type Yes = Extract<Verdict, { readonly is: 'yes' }>;

export interface StateChange {
  readonly rule: AcuteRule;
  readonly state: 'raised' | 'cleared';
  readonly at: number;
  /** What it was raised on. */
  readonly verdict: Yes;
  /** What the evidence window holds now. */
  readonly window: readonly Judged[];
}

interface Episode {
  readonly verdict: Yes;
  /** Since when the rule has said no, or could not say; `null`: it says yes. */
  noSince: number | null;
  unknownSince: number | null;
}

/**
 * Watches one pupil by all rules of the table, second by second. Holds a bounded history and the open episodes; no
 * clock and no I/O.
 */
export class PupilWatch {
  readonly #seconds: Judged[] = [];
  readonly #open = new Map<string, Episode>();
  readonly #clearedAt = new Map<string, number>();
  readonly #settings: NurseSettings;

  constructor(settings: NurseSettings) {
    this.#settings = settings;
  }

  /** What is known, oldest first. */
  get seconds(): readonly Judged[] {
    return this.#seconds;
  }

  get open(): ReadonlyMap<string, Yes> {
    return new Map([...this.#open].map(([id, { verdict }]) => [id, verdict]));
  }

  /** The rate of the last second is believed, or why not. */
  get last(): Judged | undefined {
    return this.#seconds.at(-1);
  }

  /** Goes on with an alert that an earlier process raised. */
  resume(rule: string, verdict: Yes): void {
    this.#open.set(rule, { verdict, noSince: null, unknownSince: null });
  }

  /** One more second; a second that is not newer than the last one is late news and changes nothing. */
  second(second: Second, limits: Limits | null): StateChange[] {
    if (second.at <= (this.last?.at ?? Number.NEGATIVE_INFINITY)) return [];
    this.#seconds.push(believe(this.#seconds, second));
    if (this.#seconds.length > KEPT) this.#seconds.shift();
    const input: RuleInput = { seconds: this.#seconds, limits, settings: this.#settings };
    return ACUTE_TABLE.rules.flatMap((rule) => {
      if (rule.judge === null) return [];
      const change = this.#step(rule, rule.judge(input), second.at);
      return change === null ? [] : [change];
    });
  }

  /** The clock that stamps seconds was moved by so much. */
  moved(ms: number): void {
    const seconds = this.#seconds.map((each) => ({ ...each, at: each.at + ms }));
    this.#seconds.splice(0, this.#seconds.length, ...seconds);
    for (const [id, episode] of this.#open)
      this.#open.set(id, {
        verdict: { ...episode.verdict, from: episode.verdict.from + ms },
        noSince: episode.noSince === null ? null : episode.noSince + ms,
        unknownSince: episode.unknownSince === null ? null : episode.unknownSince + ms,
      });
    for (const [id, at] of this.#clearedAt) this.#clearedAt.set(id, at + ms);
  }

  #step(rule: AcuteRule, verdict: Verdict, at: number): StateChange | null {
    const episode = this.#open.get(rule.id);
    if (episode === undefined) return verdict.is === 'yes' ? this.#raise(rule, verdict, at) : null;
    switch (verdict.is) {
      case 'yes':
        episode.noSince = null;
        episode.unknownSince = null;
        if (verdict.severity !== 'critical' || episode.verdict.severity === 'critical') return null;
        // It became critical: that is news, under the same alert's successor.
        this.#open.delete(rule.id);
        return this.#raise(rule, verdict, at);
      case 'no':
        episode.noSince ??= at;
        episode.unknownSince = null;
        return at - episode.noSince >= rule.clearSeconds * 1_000 ? this.#clear(rule, episode, at) : null;
      case 'abstains':
        episode.unknownSince ??= at;
        return at - episode.unknownSince >= UNKNOWN_MS ? this.#clear(rule, episode, at) : null;
    }
  }

  #raise(rule: AcuteRule, verdict: Yes, at: number): StateChange | null {
    const cleared = this.#clearedAt.get(rule.id) ?? Number.NEGATIVE_INFINITY;
    if (verdict.severity !== 'critical' && at - cleared < PAUSE_MS) return null;
    this.#open.set(rule.id, { verdict, noSince: null, unknownSince: null });
    return { rule, state: 'raised', at, verdict, window: this.#window(verdict) };
  }

  #clear(rule: AcuteRule, { verdict }: Episode, at: number): StateChange {
    this.#open.delete(rule.id);
    this.#clearedAt.set(rule.id, at);
    return { rule, state: 'cleared', at, verdict, window: this.#window(verdict) };
  }

  #window({ evidenceMs }: Yes): readonly Judged[] {
    const from = (this.last?.at ?? 0) - evidenceMs;
    return this.#seconds.filter(({ at }) => at >= from);
  }
}
