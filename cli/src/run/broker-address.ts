import { hostname } from 'node:os';
import type { Settings } from '../config.ts';

const LOOPBACK = /^(127\.|::1$|localhost$)/;
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Where a gateway finds this school's broker, as its YAML file takes it, and what may have to be changed. */
export function brokerAddress(
  settings: Settings,
  { certified }: { readonly certified: boolean },
): { readonly url: string; readonly notes: readonly string[] } {
  const { mqttUrl, mqttHost, mqttPort, mqttTlsCertFile } = settings;
  if (mqttUrl !== undefined) {
    const url = new URL(mqttUrl);
    return { url: `${url.protocol}//${url.host}`, notes: [] }; // an account in it is not the gateway's
  }
  const host = EVERYWHERE.has(mqttHost) ? hostname() : mqttHost;
  const scheme = certified || mqttTlsCertFile !== undefined ? 'mqtts' : 'mqtt';
  const url = `${scheme}://${host.includes(':') ? `[${host}]` : host}:${mqttPort}`;
  if (!LOOPBACK.test(mqttHost)) return { url, notes: [] };
  return {
    url,
    notes: [
      '# The broker listens to this machine only. For a gateway on another one set TIZHI_MQTT_HOST and write its address into url. 消息服务器仅监听本机；网关在其他机器上时请设置 TIZHI_MQTT_HOST 并修改 url。',
    ],
  };
}
