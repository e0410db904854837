import { type ParseArgsConfig, parseArgs } from 'node:util';

/**
 * The options of a script that people run by hand. `--help` prints `usage` and ends with 0; an option that is
 * not known ends with 2 and one line that says which, never with a stack trace.
 */
export function readOptions<const C extends ParseArgsConfig>(
  usage: string,
  config: C,
): ReturnType<typeof parseArgs<C>> {
  if (process.argv.slice(2).some((arg) => arg === '--help' || arg === '-h')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    return refuse(`${(error as Error).message.split('. ')[0]}.\n\n${usage}`);
  }
}

/** An option's whole number, `least` or more; ends the process with 2 and one line where it is none. */
export function wholeNumber(option: string, text: string, least = 0): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value;
  return refuse(`${option} takes a whole number from ${least} on, not "${text}"`);
}

/** One of the words an option knows; ends the process with 2 and one line where it is none. */
export function oneOf<T extends string>(option: string, known: readonly T[], text: string): T {
  const found = known.find((each) => each === text);
  if (found !== undefined) return found;
  return refuse(`${option} takes ${known.join(', ')}, not "${text}"`);
}

function refuse(line: string): never {
  console.error(line);
  process.exit(2);
}
