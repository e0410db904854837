import type { DeviceDefinition, LineSettings } from '@tizhi/firmware-adapters';
import type { SerialConfig } from '../config/source-config.ts';

/** A serial line with nothing left open. */
export type WholeSettings = Required<LineSettings>;

const COMMON: WholeSettings = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 };

/**
 * How the line may be set, best first. What the configuration says holds; what it leaves open is the definition's, or
 * 9600 8N1. With `baudRate: detect` all settings of the definition come into question.
 */
export function lineSettings(config: SerialConfig, definition: DeviceDefinition): readonly WholeSettings[] {
  const { baudRate, dataBits, parity, stopBits } = config;
  const fixed = {
    ...(dataBits === undefined ? {} : { dataBits }),
    ...(parity === undefined ? {} : { parity }),
    ...(stopBits === undefined ? {} : { stopBits }),
  };
  const own = { ...COMMON, ...definition.line, ...fixed };
  if (baudRate !== 'detect') return [baudRate === undefined ? own : { ...own, baudRate }];
  const others = (definition.otherLines ?? []).map((line) => ({ ...COMMON, ...line, ...fixed }));
  return [own, ...others].filter(
    (settings, i, all) => all.findIndex((other) => inWords(other) === inWords(settings)) === i,
  );
}

/** `9600 8N1` */
export const inWords = ({ baudRate, dataBits, parity, stopBits }: WholeSettings): string =>
  `${baudRate} ${dataBits}${parity.charAt(0).toUpperCase()}${stopBits}`;
