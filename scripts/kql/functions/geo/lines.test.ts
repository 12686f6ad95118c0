import { expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';

test('the distance of the example in the reference', () => {
  const [[metres]] = ask('print geo_distance_2points(-122.407628, 47.578557, -118.275287, 34.019056)') as [
    [number],
  ];
  expect(metres).toBeCloseTo(1_546_754.35197381, 5);
});

test('distances from pole to pole and to oneself', () => {
  const query = 'print geo_distance_2points(0, 90, 77, -90) / 6371010, geo_distance_2points(5, 5, 5, 5)';
  const [[around, none]] = ask(query) as [[number, number]];
  expect(around).toBeCloseTo(Math.PI, 12);
  expect(none).toBe(0);
});

test('coordinates that do not exist have no distance', () => {
  expect(ask('print geo_distance_2points(300, 1, 1, 1), geo_distance_2points(1, 91, 1, 1)')).toEqual([
    [null, null],
  ]);
});

const circle = (x: number, y: number): string =>
  `geo_point_in_circle(${x}, ${y}, -122.100896, 47.527351, 3500)`;

test('circles', () => {
  expect(
    ask(`print ${circle(-122.143564, 47.535677)}, ${circle(-122.137575, 47.630683)}, ${circle(200, 1)}`),
  ).toEqual([[true, false, null]]);
  expect(ask('print geo_point_in_circle(1, 1, 1, 1, -1)')).toEqual([[null]]);
});

test('the spheroid is refused', () => {
  expect(() => ask('print geo_distance_2points(1, 1, 2, 2, true)')).toThrow(/spheroid/);
});
