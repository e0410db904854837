/** What a simulated peripheral offers: every characteristic notifies; one with a value can be read, too. */
export interface PeripheralServices {
  readonly name: string;
  readonly services: readonly {
    readonly uuid: string;
    readonly characteristics: readonly { readonly uuid: string; readonly value?: Uint8Array }[];
  }[];
}

export type StrapCommand =
  | { readonly kind: 'hang_up' }
  | { readonly kind: 'notify'; readonly characteristic: string; readonly bytes: Uint8Array }
  | { readonly kind: 'set'; readonly characteristic: string; readonly bytes: Uint8Array };

export type StrapEvent =
  | { readonly kind: 'hung_up' }
  | { readonly kind: 'advertising'; readonly address: string }
  | { readonly kind: 'subscribed'; readonly characteristic: string };
