import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { netAddresses } from './net-addresses.ts';

function at(address: string, internal = false): NetworkInterfaceInfo {
  const family = address.includes(':') ? 'IPv6' : 'IPv4';
  return { address, family, internal, netmask: '', mac: '', cidr: null } as NetworkInterfaceInfo;
}

const interfaces = {
  lo: [at('127.0.0.1', true), at('::1', true)],
  wan: [at('203.0.113.9'), at('fe80::1'), at('169.254.7.7')],
  lan: [at('2001:db8::5'), at('192.168.1.5')],
};

function urls(bound: string): readonly string[] {
  return netAddresses({ host: bound, port: 8080, wssPort: null }, 10_000, null, interfaces).urls;
}

it('gives the address of the LAN first and that of this machine alone last', () => {
  expect(urls('::')).toEqual([
    'ws://192.168.1.5:8080/ws',
    'ws://203.0.113.9:8080/ws',
    'ws://[2001:db8::5]:8080/ws',
    'ws://127.0.0.1:8080/ws',
    'ws://[::1]:8080/ws',
  ]);
});

it('leaves IPv6 out where the gateway does not listen on it', () => {
  expect(urls('0.0.0.0').some((url) => url.includes('['))).toBe(false);
});

it('gives the one address that the gateway is bound to', () => {
  expect(urls('192.168.1.5')).toEqual(['ws://192.168.1.5:8080/ws']);
  expect(urls('::1')).toEqual(['ws://[::1]:8080/ws']);
});

it('gives the same addresses with TLS, and none of a port that is not there', () => {
  const certificate = { pin: 'sha256/', expires_at: 0, own: false };
  const bound = { host: '192.168.1.5', port: null, wssPort: 8443 };
  expect(netAddresses(bound, 10_000, certificate, interfaces)).toEqual({
    ws_port: null,
    wss_port: 8443,
    udp_port: 10_000,
    urls: [],
    wss_urls: ['wss://192.168.1.5:8443/ws'],
    certificate,
  });
});
