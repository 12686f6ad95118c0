import type { Random } from './random.ts';

/** Where people are. Offsets from UTC are those of winter, all year round. */
export interface Place {
  readonly country: string;
  readonly region: string;
  readonly city: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly utcOffsetMinutes: number;
  /** First three numbers of the network of the office: ranges kept for documentation (RFC 5737). */
  readonly network: string;
}

export const offices: readonly Place[] = [
  place('CA', 'Ontario', 'Toronto', 43.6532, -79.3832, -300, '203.0.113'),
  place('US', 'Oregon', 'Portland', 45.5152, -122.6784, -480, '203.0.113'),
  place('DE', 'Bayern', 'München', 48.1372, 11.5755, 60, '198.51.100'),
  place('GB', 'England', 'Leeds', 53.7965, -1.5478, 0, '198.51.100'),
  place('IN', 'Karnātaka', 'Bengaluru', 12.9716, 77.5946, 330, '203.0.113'),
  place('JP', 'Ōsaka', '大阪市', 34.6937, 135.5022, 540, '203.0.113'),
  place('AU', 'Tasmania', 'Hobart', -42.8821, 147.3272, 600, '198.51.100'),
];

/** Countries in which nobody of an organisation works. */
export const farPlaces: readonly Place[] = [
  place('BR', 'Ceará', 'Fortaleza', -3.7319, -38.5267, -180, '192.0.2'),
  place('ZA', 'Gauteng', 'Johannesburg', -26.2041, 28.0473, 120, '192.0.2'),
  place('IS', 'Höfuðborgarsvæðið', 'Reykjavík', 64.1466, -21.9426, 0, '192.0.2'),
];

function place(
  country: string,
  region: string,
  city: string,
  latitude: number,
  longitude: number,
  utcOffsetMinutes: number,
  network: string,
): Place {
  return { country, region, city, latitude, longitude, utcOffsetMinutes, network };
}

export function officeAddress({ network }: Place, random: Random): string {
  return `${network}.${random.whole(1, 254)}`;
}

/** Address of a line at home: a range kept for tests (RFC 2544), or IPv6 for documentation (RFC 3849). */
export function homeAddress(random: Random): string {
  if (random.chance(0.7))
    return `198.${random.whole(18, 19)}.${random.whole(0, 255)}.${random.whole(1, 254)}`;
  const group = () => random.whole(1, 0xffff).toString(16);
  return `2001:db8:${group()}:${group()}::${group()}`;
}
