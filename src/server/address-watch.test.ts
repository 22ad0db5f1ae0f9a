import type { NetworkInterfaceInfo } from 'node:os';
import { beforeEach, expect, it } from 'vitest';
import { AddressWatch, type Interfaces } from './address-watch.ts';
import { ManualClock } from './manual-clock.ts';

function at(address: string, internal = false): NetworkInterfaceInfo {
  const family = address.includes(':') ? 'IPv6' : 'IPv4';
  return { address, family, internal, netmask: '', mac: '', cidr: null } as NetworkInterfaceInfo;
}

const lo = [at('127.0.0.1', true)];
let clock: ManualClock;
let present: Interfaces;
let told: (readonly string[])[];

beforeEach(() => {
  clock = new ManualClock();
  told = [];
});

function watch(host: string): AddressWatch {
  const watching = new AddressWatch({
    bound: { host, port: 8080, wssPort: null },
    udpPort: 10_000,
    certificate: () => null,
    clock,
    interfaces: () => present,
  });
  watching.changed.on(() => told.push(watching.addresses.urls));
  return watching;
}

it('tells once of an address that came, and of one that went', () => {
  present = { lo, wlan: [at('192.168.1.5')] };
  const watching = watch('::');
  clock.advance(60_000);
  expect(told).toEqual([]);
  present = { lo, wlan: [at('10.0.0.9')] };
  clock.advance(60_000);
  present = { lo };
  clock.advance(60_000);
  expect(told).toEqual([
    ['ws://10.0.0.9:8080/ws', 'ws://127.0.0.1:8080/ws'],
    ['ws://127.0.0.1:8080/ws'],
  ]);
  expect(watching.addresses.urls).toEqual(told[1]);
});

it('takes another order for no change', () => {
  present = { a: [at('10.0.0.1')], b: [at('10.0.0.2')] };
  watch('0.0.0.0');
  present = { b: [at('10.0.0.2')], a: [at('10.0.0.1')] };
  clock.advance(3_000);
  expect(told).toEqual([]);
});

it('says that the one interface it is bound to is gone, and that it is back', () => {
  present = { lo, lan: [at('192.168.1.5')] };
  watch('192.168.1.5');
  present = { lo };
  clock.advance(3_000);
  present = { lo, lan: [at('192.168.1.5')] };
  clock.advance(3_000);
  expect(told).toEqual([[], ['ws://192.168.1.5:8080/ws']]);
});

it('misses no interface for a loopback address, and looks no more once it is stopped', () => {
  present = { lo };
  const watching = watch('127.0.0.2');
  expect(watching.addresses.urls).toEqual(['ws://127.0.0.2:8080/ws']);
  watching.stop();
  expect(clock.running).toBe(0);
});
