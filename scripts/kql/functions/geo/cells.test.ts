import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';

test.each([
  ['geo_point_to_geohash(-80.195829, 25.802215, 8)', 'dhwfz15h'],
  ['geo_point_to_geohash(200, 1, 8)', ''],
  ['geo_point_to_geohash(1, 1, 19)', ''],
  ['geo_point_to_s2cell(-80.195829, 25.802215, 8)', '88d9b'],
  ['geo_point_to_s2cell(1, 1, 31)', ''],
  ["geo_geohash_to_central_point('sunny')", { type: 'Point', coordinates: [42.47314453125, 23.70849609375] }],
  ["round(toreal(geo_s2cell_to_central_point('1234567').coordinates[0]), 10)", 9.8683073185],
  ["array_sort_asc(geo_geohash_neighbors('sunny'))[0]", 'sunnt'],
  ["array_length(geo_s2cell_neighbors('89c259'))", 8],
  ["geo_s2cell_to_polygon('a')", null],
  ["geo_geohash_to_polygon('a')", null],
  ["geo_h3cell_level('862a1072fffffff')", 6],
  ["geo_h3cell_parent('862a1072fffffff', 1)", '812a3ffffffffff'],
  ["geo_h3cell_parent('862a1072fffffff', 15)", ''],
  ["geo_h3cell_children('862a1072fffffff')[6]", '872a1072effffff'],
  ["array_length(geo_h3cell_children('8009fffffffffff'))", 6],
  ["geo_h3cell_children('abc')", null],
  ['geo_point_to_h3cell(300, 1, 8)', ''],
])('%s', (call, expected) => {
  expect(ask(`print ${call}`)).toEqual([[expected]]);
});

const longitude = fc.double({ min: -179.9, max: 179.9, noNaN: true });
const latitude = fc.double({ min: -84, max: 84, noNaN: true });

describe('a cell and what is around it', () => {
  test('the middle of a point’s cell lies in that cell; neighbors have the cell for a neighbor', () => {
    fc.assert(
      fc.property(longitude, latitude, fc.integer({ min: 3, max: 12 }), (x, y, depth) => {
        const at = `real(${x.toFixed(9)}), real(${y.toFixed(9)}), ${depth}`;
        const query = `print g = geo_point_to_geohash(${at}), s = geo_point_to_s2cell(${at})
          | extend gp = geo_geohash_to_central_point(g).coordinates, sp = geo_s2cell_to_central_point(s).coordinates
          | extend g2 = geo_point_to_geohash(toreal(gp[0]), toreal(gp[1]), ${depth}),
              s2 = geo_point_to_s2cell(toreal(sp[0]), toreal(sp[1]), ${depth})
          | project g == g2, s == s2, geo_geohash_neighbors(tostring(geo_geohash_neighbors(g)[0])) has g,
              geo_s2cell_neighbors(tostring(geo_s2cell_neighbors(s)[0])) has s`;
        expect(ask(query)).toEqual([[true, true, true, true]]);
      }),
      { numRuns: 25 },
    );
  });
});

test.each([
  ['POINT (1 2)', { type: 'Point', coordinates: [1, 2] }],
  [
    'MULTIPOINT ((1 1), (2 2))',
    {
      type: 'MultiPoint',
      coordinates: [
        [1, 1],
        [2, 2],
      ],
    },
  ],
  [
    'POLYGON ((0 0, 2 0, 2 2, 0 0))',
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [2, 0],
          [2, 2],
          [0, 0],
        ],
      ],
    },
  ],
  [
    'GEOMETRYCOLLECTION (POINT (1 1))',
    { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 1] }] },
  ],
  ['LINESTRING', null],
  ['POINT (1 91)', null],
  ['POINT (1 1) 2', null],
])('%s', (text, expected) => {
  expect(ask(`print geo_from_wkt('${text}')`)).toEqual([[expected]]);
});
