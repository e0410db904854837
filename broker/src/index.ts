export { type ClientRole, mayLeaveWill, mayPublish, mayReceive, maySubscribe } from './acl.ts';
export { BrokerClient, BrokerConfig, BrokerLimits } from './config.ts';
export type { BrokerCounters } from './counters.ts';
export { hashSecret, verifySecret } from './secrets.ts';
export { type Broker, type BrokerOptions, startBroker } from './start-broker.ts';
