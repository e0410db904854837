import type { Command } from 'commander';
import type { Output } from '../output.ts';

/** Adds one or more commands to the program. A command file exports one of these and is listed below. */
export type AddCommand = (program: Command, output: Output) => void;

/**
 * The commands by the file that brings them. A file is read only when a command of its own is asked for: all
 * of them together take two seconds, which a gateway after a power cut does not have.
 */
export const FILES: readonly {
  readonly names: readonly string[];
  readonly load: () => Promise<AddCommand>;
}[] = [
  { names: ['up'], load: async () => (await import('./up.ts')).addUp },
  { names: ['broker', 'ingest', 'api'], load: async () => (await import('./roles.ts')).addRoles },
  { names: ['edge'], load: async () => (await import('./edge.ts')).addEdge },
  { names: ['certificate'], load: async () => (await import('./certificate.ts')).addCertificate },
  { names: ['city'], load: async () => (await import('./city.ts')).addCity },
  { names: ['decode'], load: async () => (await import('./decode.ts')).addDecode },
  { names: ['export'], load: async () => (await import('./export.ts')).addExport },
  { names: ['heart'], load: async () => (await import('./heart.ts')).addHeart },
  { names: ['load'], load: async () => (await import('./load.ts')).addLoad },
  { names: ['reps'], load: async () => (await import('./reps.ts')).addReps },
  { names: ['grafana'], load: async () => (await import('./grafana.ts')).addGrafana },
  { names: ['score'], load: async () => (await import('./score.ts')).addScore },
  { names: ['prescribe'], load: async () => (await import('./prescribe.ts')).addPrescribe },
  { names: ['roster'], load: async () => (await import('./roster.ts')).addRoster },
  { names: ['gateway'], load: async () => (await import('./gateway.ts')).addGateway },
  { names: ['mosquitto-acl'], load: async () => (await import('./mosquitto-acl.ts')).addMosquittoAcl },
  { names: ['testday'], load: async () => (await import('./testday.ts')).addTestDay },
  { names: ['link'], load: async () => (await import('./link.ts')).addLink },
  { names: ['warn'], load: async () => (await import('./warn.ts')).addWarn },
  { names: ['account'], load: async () => (await import('./account.ts')).addAccount },
  { names: ['devices'], load: async () => (await import('./devices.ts')).addDevices },
  { names: ['simulate'], load: async () => (await import('./simulate.ts')).addSimulate },
];

/** The commands that these arguments need: the one they name, or all, for the help and for a wrong name. */
export function commandsFor(args: readonly string[]): Promise<AddCommand[]> {
  const named = FILES.filter(({ names }) => names.includes(args[0] ?? ''));
  return Promise.all((named.length > 0 ? named : FILES).map(({ load }) => load()));
}
