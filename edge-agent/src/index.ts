export { parseYaml, readYaml } from './config/read-yaml.ts';
