import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { commandsFor, FILES } from './index.ts';

const silent = { out: () => undefined, err: () => undefined };
const namesOf = (adders: Awaited<ReturnType<typeof commandsFor>>): string[] => {
  const program = new Command();
  for (const add of adders) add(program, silent);
  return program.commands.map((command) => command.name());
};

describe('the commands', () => {
  it('stand in the list under the very names that their files bring', async () => {
    for (const { names, load } of FILES) expect(namesOf([await load()])).toEqual(names);
  });

  it('are read from one file where one is named, and all for the help or a wrong name', async () => {
    expect(namesOf(await commandsFor(['edge', '--config', 'x']))).toEqual(['edge']);
    const all = FILES.flatMap(({ names }) => names);
    expect(namesOf(await commandsFor([]))).toEqual(all);
    expect(namesOf(await commandsFor(['--help']))).toEqual(all);
    expect(namesOf(await commandsFor(['ege']))).toEqual(all);
  });
});
