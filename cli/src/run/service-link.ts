import { X509Certificate } from 'node:crypto';
import type { ServerTrust } from '@tizhi/ingest';
import type { Settings } from '../config.ts';
import { readText } from './read-text.ts';
import { SERVICE_USERNAME, serviceSecret } from './secrets.ts';

/** How ingest and api reach the broker. */
export interface ServiceLink {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** What is believed about the broker's certificate, where it is not a public one. */
  readonly tls?: ServerTrust;
}

/** `broker`: the one in this process, where there is one. */
export function serviceLink(
  settings: Settings,
  broker?: { readonly port: number; readonly localPort: number | undefined },
): ServiceLink {
  const { mqttUrl, mqttPort, mqttTlsCertFile, mqttCaFile } = settings;
  const account = {
    username: settings.mqttUsername ?? SERVICE_USERNAME,
    password: settings.mqttPassword ?? serviceSecret(settings.dataDir),
  };
  if (mqttUrl !== undefined) {
    const tls = mqttCaFile === undefined ? {} : { tls: { ca: readText(mqttCaFile) } };
    return { url: mqttUrl, ...account, ...tls };
  }
  const plainPort =
    broker?.localPort ?? (mqttTlsCertFile === undefined ? (broker?.port ?? mqttPort) : undefined);
  if (plainPort !== undefined) return { url: `mqtt://127.0.0.1:${plainPort}`, ...account };
  const tls = mqttTlsCertFile === undefined ? {} : { tls: exactly(readText(mqttTlsCertFile)) };
  return { url: `mqtts://127.0.0.1:${broker?.port ?? mqttPort}`, ...account, ...tls };
}

/**
 * The broker beside us shows our own certificate file, made for its public name and perhaps by nobody but
 * itself: that certificate is believed, and no other.
 */
function exactly(pem: string): ServerTrust {
  const { fingerprint256 } = new X509Certificate(pem);
  return {
    ca: pem,
    allowPartialTrustChain: true,
    checkServerIdentity: (_host, shown) =>
      shown.fingerprint256 === fingerprint256
        ? undefined
        : new Error('the broker shows another certificate than TIZHI_MQTT_TLS_CERT_FILE'),
  };
}
