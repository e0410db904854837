import type { SourceConfig } from '../config/source-config.ts';
import { startBleSource } from './ble/ble-source.ts';
import { startCameraSource } from './camera-source.ts';
import { startReplaySource } from './replay-source.ts';
import { startSerialSource } from './serial-source.ts';
import { startSimulateSource } from './simulate-source.ts';
import type { Source, SourceContext } from './source.ts';
import { startTcpSource } from './tcp-source.ts';

/** Starts all or none: where one cannot start, the others are stopped and its error is thrown. */
export function startSources(configs: readonly SourceConfig[], context: SourceContext): Source[] {
  const started: Source[] = [];
  try {
    for (const config of configs) started.push(startSource(config, context));
    return started;
  } catch (error) {
    for (const source of started) void source.stop();
    throw error;
  }
}

function startSource(config: SourceConfig, context: SourceContext): Source {
  switch (config.kind) {
    case 'serial':
      return startSerialSource(config, context);
    case 'tcp':
      return startTcpSource(config, context);
    case 'ble':
      return startBleSource(config, context);
    case 'replay':
      return startReplaySource(config, context);
    case 'simulate':
      return startSimulateSource(config, context);
    case 'camera':
      return startCameraSource(config, context);
  }
}
