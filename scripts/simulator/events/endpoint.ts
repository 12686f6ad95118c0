import { streams, type Stream } from '../stream-name.ts';

export interface Endpoint {
  readonly name: 'introspect' | Stream;
  readonly version: 1 | 2;
  readonly method: 'GET' | 'POST';
}

const endpoints = new Map<string, Endpoint>([
  ['/api/auth/introspect', { name: 'introspect', version: 1, method: 'GET' }],
  ['/api/v2/auth/introspect', { name: 'introspect', version: 2, method: 'GET' }],
  ...([1, 2] as const).flatMap((version) =>
    streams.map((name) => [`/api/v${version}/${name}`, { name, version, method: 'POST' }] as const),
  ),
]);

export function endpointAt(path: string): Endpoint | undefined {
  return endpoints.get(path);
}
