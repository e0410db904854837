export type { ClientRole } from './acl.ts';
export {
  createAuthority,
  type Issued,
  issueGatewayCertificate,
  issueServerCertificate,
  serialOf,
} from './certificates/issue.ts';
export { Access, BrokerClient, BrokerLimits } from './config.ts';
export type { BrokerCounters } from './counters.ts';
export { mosquittoAcl } from './mosquitto/mosquitto-acl.ts';
export { hashSecret, verifySecret } from './secrets.ts';
export { type Broker, type BrokerOptions, startBroker } from './start-broker.ts';
