import { type AlertBody, type AlertId, type AlertMember, MAX_ALERT_MEMBERS } from '@tizhi/contracts';

/** A notice waits so long for others of the same cause, ms. Warnings and critical alerts never wait. */
export const HOLD_MS = 5_000;
/** So many notices of one rule at once are one event: a receiver that hung, a class that takes its straps off. */
export const STORM_FROM = 4;
/** Notices that come so soon after a storm join it. */
const JOIN_MS = 60_000;

const RANK = { info: 0, warning: 1, critical: 2 } as const;

/** Alerts of one pupil that are open together. */
interface Incident {
  /** Those that were sent. */
  readonly sent: Map<AlertId, AlertBody>;
  /** Those that a sent one stands for. */
  readonly quiet: Map<AlertId, AlertBody>;
  /** All that ever joined. */
  readonly joined: AlertMember[];
}

interface Storm {
  readonly main: AlertBody;
  readonly open: Set<AlertId>;
  readonly members: AlertMember[];
  readonly since: number;
}

/**
 * Makes one alert of many that have one cause: rules that speak of the same pupil, straps that fall silent together.
 * A critical alert is always sent at once and for itself, and nothing stays hidden: what was joined to an alert that
 * ends before it is sent then.
 */
export class Incidents {
  readonly #bySubject = new Map<string, Incident>();
  readonly #waiting = new Map<AlertId, { readonly body: AlertBody; readonly since: number }>();
  readonly #storms: Storm[] = [];

  /** Alerts of an earlier process were all sent, and end for themselves. */
  resume(bodies: readonly AlertBody[]): void {
    for (const body of bodies) this.#incident(body)?.sent.set(body.alert, body);
  }

  /** What of these is to be sent now. `now`: monotonic. */
  pass(bodies: readonly AlertBody[], now: number): AlertBody[] {
    return bodies.flatMap((body) =>
      body.state === 'raised' ? this.#raised(body, now) : this.#cleared(body),
    );
  }

  /** Notices that have waited long enough. */
  tick(now: number): AlertBody[] {
    const due = [...this.#waiting.values()].some(({ since }) => now - since >= HOLD_MS);
    if (!due) return [];
    const all = [...this.#waiting.values()].map(({ body }) => body);
    this.#waiting.clear();
    const byRule = Map.groupBy(all, ({ rule, lesson }) => `${rule.id} ${lesson}`);
    return [...byRule.values()].flatMap((group) =>
      group.length >= STORM_FROM ? this.#storm(group, now) : group.map((body) => this.#send(body)),
    );
  }

  #raised(body: AlertBody, now: number): AlertBody[] {
    const incident = this.#bySubject.get(body.subject ?? '');
    const highest = Math.max(
      -1,
      ...[...(incident?.sent.values() ?? [])].map(({ severity }) => RANK[severity]),
    );
    if (body.severity === 'critical') return [this.#send(body)];
    if (incident !== undefined && incident.sent.size > 0 && RANK[body.severity] <= highest) {
      incident.quiet.set(body.alert, body);
      join(incident.joined, body);
      return [];
    }
    if (body.severity !== 'info') return [this.#send(body)];
    const storm = this.#storms.find(
      ({ main, since, members }) =>
        main.rule.id === body.rule.id &&
        main.lesson === body.lesson &&
        now - since < JOIN_MS &&
        members.length < MAX_ALERT_MEMBERS,
    );
    if (storm === undefined) this.#waiting.set(body.alert, { body, since: now });
    else {
      storm.open.add(body.alert);
      join(storm.members, body);
    }
    return [];
  }

  #cleared(body: AlertBody): AlertBody[] {
    if (this.#waiting.delete(body.alert)) return [];
    const storm = this.#storms.find(({ open }) => open.has(body.alert));
    if (storm !== undefined) return this.#leftStorm(storm, body);
    const incident = this.#bySubject.get(body.subject ?? '');
    if (incident === undefined) return [body];
    if (incident.quiet.delete(body.alert)) return [];
    incident.sent.delete(body.alert);
    const ended = incident.joined.length === 0 ? body : { ...body, members: [...incident.joined] };
    if (incident.sent.size > 0) return [ended];
    const next = [...incident.quiet.values()].sort((a, b) => RANK[b.severity] - RANK[a.severity])[0];
    if (next === undefined) {
      this.#bySubject.delete(body.subject ?? '');
      return [ended];
    }
    incident.quiet.delete(next.alert);
    return [this.#send(next), ended];
  }

  #send(body: AlertBody): AlertBody {
    const incident = this.#incident(body);
    if (incident === undefined) return body;
    const members = incident.joined.filter(({ rule }) => rule !== body.rule.id);
    const sent = members.length === 0 ? body : { ...body, members };
    for (const other of incident.sent.values()) join(incident.joined, other);
    incident.sent.set(body.alert, sent);
    return sent;
  }

  #incident({ subject }: AlertBody): Incident | undefined {
    if (subject === null) return undefined;
    const known = this.#bySubject.get(subject);
    if (known !== undefined) return known;
    const made: Incident = { sent: new Map(), quiet: new Map(), joined: [] };
    this.#bySubject.set(subject, made);
    return made;
  }

  #storm(group: readonly AlertBody[], now: number): AlertBody[] {
    const sent: AlertBody[] = [];
    for (let from = 0; from < group.length; from += MAX_ALERT_MEMBERS) {
      const part = group.slice(from, from + MAX_ALERT_MEMBERS);
      const [first] = part;
      if (first === undefined) continue;
      const members: AlertMember[] = [];
      for (const body of part) join(members, body);
      const main = { ...first, subject: null, members: [...members] };
      this.#storms.push({ main, open: new Set(part.map(({ alert }) => alert)), members, since: now });
      sent.push(main);
    }
    return sent;
  }

  #leftStorm(storm: Storm, body: AlertBody): AlertBody[] {
    storm.open.delete(body.alert);
    if (storm.open.size > 0) return [];
    this.#storms.splice(this.#storms.indexOf(storm), 1);
    return [{ ...storm.main, state: 'cleared', at: body.at, members: [...storm.members] }];
  }
}

function join(members: AlertMember[], { rule, device, subject, at }: AlertBody): void {
  if (members.length >= MAX_ALERT_MEMBERS) return;
  if (members.some((each) => each.rule === rule.id && each.subject === subject && each.device === device))
    return;
  members.push({ rule: rule.id, device, subject, at });
}
