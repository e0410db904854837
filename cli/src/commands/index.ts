import type { Command } from 'commander';
import type { Output } from '../output.ts';
import { addExport } from './export.ts';
import { addGrafana } from './grafana.ts';
import { addScore } from './score.ts';

/** Adds one command to the program. A command file exports one of these and is listed below. */
export type AddCommand = (program: Command, output: Output) => void;

export const commands: readonly AddCommand[] = [addExport, addGrafana, addScore];
