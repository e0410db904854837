export { EdgeConfig, loadEdgeConfig } from './config/edge-config.ts';
export { parseYaml, readYaml } from './config/read-yaml.ts';
export type {
  ReplayConfig,
  SerialConfig,
  SimulateConfig,
  SourceConfig,
  TcpConfig,
} from './config/source-config.ts';
export { type EdgeAgent, type EdgeAgentOptions, type EdgeStatus, startEdgeAgent } from './edge-agent.ts';
export { simulatedStrapIds } from './sources/simulate-source.ts';
