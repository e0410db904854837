import { DESIRED, LANES } from '@tizhi/contracts';

/** A gateway's user name at mosquitto, which puts it in place of `%u`; a certificate has it as common name. */
const OWN = 'tizhi/1/%u';
const ANY = 'tizhi/1/+/+';

const lines = (before: string, ends: readonly string[]): string[] => ends.map((end) => before + end);

/**
 * The access list of `acl.ts` as mosquitto's `acl_file`. A gateway's user name must be `{school}/{gateway}`;
 * ingest and api sign in as `service`. What is not named is denied.
 */
export function mosquittoAcl(): string {
  return [
    '# A gateway says what is its own to say, and reads what is for it. Its user name is {school}/{gateway}.',
    ...lines(`pattern write ${OWN}/`, [...LANES.map((lane) => `up/${lane}`), 'live', 'ask/time', 'status']),
    `pattern read ${OWN}/down/#`,
    '',
    '# Ingest and api.',
    'user service',
    'topic read tizhi/1/#',
    ...lines(`topic write ${ANY}/down/`, [...LANES.map((lane) => `ack/${lane}`), ...DESIRED, 'time']),
    '',
  ].join('\n');
}
