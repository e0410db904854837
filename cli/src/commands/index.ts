import type { Command } from 'commander';
import type { Output } from '../output.ts';
import { addAdmin } from './admin.ts';
import { addDecode } from './decode.ts';
import { addExport } from './export.ts';
import { addGrafana } from './grafana.ts';
import { addRoles } from './roles.ts';
import { addScore } from './score.ts';
import { addUp } from './up.ts';

/** Adds one command to the program. A command file exports one of these and is listed below. */
export type AddCommand = (program: Command, output: Output) => void;

export const commands: readonly AddCommand[] = [
  addUp,
  addRoles,
  addDecode,
  addExport,
  addGrafana,
  addScore,
  addAdmin,
];
