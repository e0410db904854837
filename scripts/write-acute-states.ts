/** Prints the table of acute states into docs/acute-states.md. */
import { writeFileSync } from 'node:fs';
import { tableText } from '@tizhi/edge-agent';

writeFileSync(new URL('../docs/acute-states.md', import.meta.url), tableText());
