import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { bindError } from './start-error.ts';
import { portOwner } from './port-owner.ts';
import { tempDir } from './store/testing/temp-dir.ts';

const onLinux = it.runIf(process.platform === 'linux');

async function tcpPort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function udpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  onTestFinished(() => void socket.close());
  await once(socket, 'listening');
  return socket.address().port;
}

onLinux('names the program that listens on a TCP port, on IPv4 and on IPv6', async () => {
  for (const host of ['127.0.0.1', '::']) {
    expect(portOwner('tcp', await tcpPort(host))).toMatchObject({ pid: process.pid });
  }
});

onLinux('names the program that has a UDP port, and mixes it up with no TCP port', async () => {
  const port = await udpPort();
  const owner = portOwner('udp', port);
  expect(owner?.pid).toBe(process.pid);
  expect(owner?.program).not.toBe('');
  expect(portOwner('tcp', port)?.pid).not.toBe(process.pid);
});

it('says nothing where the system does not tell', () => {
  expect(portOwner('tcp', 8080, tempDir())).toBeUndefined();
});

onLinux('is told with the port that is in use', async () => {
  const port = await tcpPort('127.0.0.1');
  const { error } = bindError('gateway', '', port, { code: 'EADDRINUSE', message: '' });
  expect(error.code).toBe('port_in_use');
  expect(error.params).toMatchObject({ port, pid: process.pid });
  expect(error.reason).toContain(`(process ${process.pid})`);
});
