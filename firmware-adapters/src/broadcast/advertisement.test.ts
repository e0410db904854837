import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdapter } from '../adapter.ts';
import { fromHex } from '../bytes.ts';
import { definitions } from '../definitions.ts';
import { advertise, parseAdvertisement } from './advertisement.ts';
import { matchAdvertisement } from './match.ts';
import { polarBlock, polarHeartRateBroadcast } from './polar-heart-rate.ts';

const bytesOf = (hex: string): Uint8Array => {
  const bytes = fromHex(hex);
  if (!bytes.ok) throw new Error(hex);
  return bytes.value;
};
/** A Polar H7 as it was heard; polarofficial/polar-ble-sdk issue #305. */
const H7 = bytesOf('02010603020d1807ff6b003b1b5452020a001209506f6c6172204837203437393034433134');

describe('an advertisement', () => {
  it('is cut into what it says', () => {
    expect(parseAdvertisement(H7)).toEqual({
      services: ['180d'],
      companyData: [{ company: 0x006b, data: bytesOf('3b1b5452') }],
      serviceData: [],
      name: 'Polar H7 47904C14',
      txPower: 0,
      complete: true,
    });
  });

  it('keeps what came before a torn structure, and says that it was torn', () => {
    const torn = parseAdvertisement(H7.subarray(0, 20));
    expect(torn).toMatchObject({ services: ['180d'], complete: false, name: null });
    expect(torn.companyData).toHaveLength(1);
  });

  it('ends at the padding, and reads 128-bit services and their data', () => {
    const uuid = '1107fafafafafafafafafafafafafafafafa';
    expect(parseAdvertisement(bytesOf(`${uuid}000000ff`))).toMatchObject({
      services: ['fafafafa-fafa-fafa-fafa-fafafafafafa'],
      complete: true,
    });
  });

  it('leaves control characters out of a name and cuts it', () => {
    const name = `Bad\u001b[31m${'x'.repeat(100)}`;
    expect(parseAdvertisement(advertise({ name })).name).toBe(`Bad[31m${'x'.repeat(57)}`);
  });

  it('of any bytes is read without an error, and nothing is read twice', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const said = parseAdvertisement(bytes);
        const carried = [...said.companyData, ...said.serviceData].reduce(
          (sum, { data }) => sum + data.length,
          0,
        );
        expect(carried).toBeLessThanOrEqual(bytes.length);
        for (const { definition, frame } of matchAdvertisement(definitions, said)) definition.decode(frame);
      }),
    );
  });
});

describe('what an advertisement is of', () => {
  it('is found by company or service, for every definition that broadcasts', () => {
    for (const definition of definitions) {
      const { identity, sample, simulate } = definition;
      if (identity.kind !== 'advertisement' || sample === undefined || simulate === undefined) continue;
      const data = simulate(sample(() => 0.4));
      const bytes =
        identity.data.of === 'company'
          ? advertise({ company: { company: identity.data.company, data } })
          : advertise({ service: { service: identity.data.service, data } });
      expect(matchAdvertisement(definitions, parseAdvertisement(bytes))).toEqual([
        { definition, frame: data },
      ]);
    }
  });

  it('is nothing where no definition knows it', () => {
    const stranger = advertise({ company: { company: 0x004c, data: Uint8Array.of(1) }, name: 'Stranger' });
    expect(matchAdvertisement(definitions, parseAdvertisement(stranger))).toEqual([]);
  });

  it('is a heart rate for the captured strap', () => {
    const [heard] = matchAdvertisement(definitions, parseAdvertisement(H7));
    expect(heard?.definition.id).toBe('broadcast/polar-heart-rate');
    expect(heard?.definition.decode(heard.frame)).toMatchObject([
      { bpm: 82, contact: 'detected', doubt: null },
    ]);
  });
});

describe("a strap's repeated advertisement", () => {
  it('is told once, and a new value of the same height again', () => {
    const adapter = createAdapter(polarHeartRateBroadcast);
    const heard = [0, 0, 0, 1, 1, 2].flatMap((counter) =>
      adapter.push(polarBlock({ bpm: 120, contact: true, counter })),
    );
    const rates = heard.map((each) => (each.kind === 'frame' ? each.readings.length : 'rejected'));
    expect(rates).toEqual([1, 0, 0, 1, 0, 1]);
  });
});
