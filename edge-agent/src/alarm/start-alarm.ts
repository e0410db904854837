import type { Logger } from 'pino';
import { Alarm } from './alarm.ts';
import type { AlarmConfig, AlarmOutput } from './alarm-config.ts';
import { commandPort } from './command-port.ts';
import { linePort } from './line-port.ts';
import type { AlarmPort, AlarmSignal } from './signal.ts';

/** Opens the outputs of the configuration; the log is always one of them. */
export function startAlarm(
  config: AlarmConfig,
  { log, random }: { readonly log: Logger; readonly random: () => number },
): Alarm {
  const ports = config.outputs.map((output) => portOf(output, { log, random }));
  return new Alarm({ config, ports: [logPort(log), ...ports] });
}

function portOf(
  output: AlarmOutput,
  context: { readonly log: Logger; readonly random: () => number },
): AlarmPort {
  switch (output.kind) {
    case 'serial':
    case 'tcp':
      return linePort(output, context);
    case 'command':
      return commandPort(output.command, context.log);
    case 'bell':
      return bellPort();
  }
}

const logPort = (log: Logger): AlarmPort => ({
  name: 'log',
  signal: ({ says, severity, rule, bib }: AlarmSignal) =>
    log.warn({ severity, rule, bib }, says === 'ring' ? 'ALARM' : 'alarm over'),
  stop: async () => undefined,
});

/** BEL to the terminal; nothing where there is none. */
const bellPort = (): AlarmPort => ({
  name: 'bell',
  signal({ says }) {
    if (says === 'ring' && process.stderr.isTTY) process.stderr.write('\u0007');
  },
  stop: async () => undefined,
});
