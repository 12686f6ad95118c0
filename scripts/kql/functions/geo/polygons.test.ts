import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ask } from '../../testing/ask.ts';

const park =
  'dynamic({"type":"Polygon","coordinates":[[[-73.9495,40.7969],[-73.95807266235352,40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,40.76455136505513],[-73.9495,40.7969]]]})';
const line = 'dynamic({"type":"LineString","coordinates":[[-73.95796, 40.80042], [-73.97317, 40.764486]]})';
const flat = 'dynamic({"type":"Polygon","coordinates":[[[0,0],[10,10],[10,10],[0,0]]]})';

test.each([
  [`geo_polygon_area(${park})`, 3_475_207.28346606],
  [`geo_polygon_perimeter(${park})`, 9930.30149604938],
  [`toreal(geo_polygon_centroid(${park}).coordinates[0])`, -73.96573568990762],
  [`geo_distance_point_to_polygon(-73.9839, 40.7705, ${park})`, 259.940756070596],
  [`toreal(geo_closest_point_on_polygon(-73.9839, 40.7705, ${park}).coordinates[1])`, 40.76935945284321],
  [`toreal(geo_line_centroid(${line}).coordinates[0])`, -73.96556705723094],
  [`geo_line_locate_point(${line}, -73.965, 40.792)`, 0.2556013510030755],
  ['geo_angle(0, 10, 0, 5, 3, -10)', 2.94493843406882],
  ['geo_azimuth(5, 10, 10, -40)', 3.05459939796449],
])('%s', (call, expected) => {
  const [[found]] = ask(`print ${call}`) as [[number]];
  expect(Math.abs(found / expected - 1)).toBeLessThan(1e-9);
});

const rounded = (call: string): string => `tostring(geo_intersection_${call})`;

test('a line crosses a line in a point, and a polygon in a piece', () => {
  const [a, b] = [
    [0, -1, 0, 1],
    [-1, 0, 1, 0],
  ].map(([x, y, u, v]) => `dynamic({"type":"LineString","coordinates":[[${x},${y}],[${u},${v}]]})`);
  const box = 'dynamic({"type":"Polygon","coordinates":[[[-0.5,-3],[0.5,-3],[0.5,3],[-0.5,3],[-0.5,-3]]]})';
  const far = 'dynamic({"type":"LineString","coordinates":[[50,1],[51,2]]})';
  expect(
    ask(
      `print ${rounded(`2lines(${a}, ${b})`)}, ${rounded(`line_with_polygon(${b}, ${box})`)}, ${rounded(`line_with_polygon(${far}, ${box})`)}`,
    ),
  ).toEqual([
    [
      '{"type":"Point","coordinates":[0.0,0.0]}',
      '{"type":"LineString","coordinates":[[-0.5,0.0],[0.5,0.0]]}',
      '{"type":"GeometryCollection","geometries":[]}',
    ],
  ]);
});

test('shapes that are none give null', () => {
  const calls = [
    `geo_polygon_area(${flat})`,
    `geo_point_in_polygon(1, 1, ${flat})`,
    `geo_point_in_polygon(200, 1, ${park})`,
  ];
  expect(
    ask(`print ${calls.join(', ')}, geo_line_length(dynamic({"type":"LineString","coordinates":[[1,1]]}))`),
  ).toEqual([[null, null, null, null]]);
});

test.each([
  `geo_point_in_polygon(-73.9495, 40.7969, ${park})`,
  `geo_intersects_2polygons(${park}, ${park})`,
  `geo_polygon_area(dynamic({"type":"MultiPolygon","coordinates":[[[[[0,0],[1,0],[1,1],[0,0]]]]]}))`,
])('%s is refused', (call) => {
  expect(() => ask(`print ${call}`)).toThrow('not supported');
});

test('a point is in a box of meridians exactly where its coordinates say so; the way there is as long as on the line', () => {
  const coordinate = fc.integer({ min: -70, max: 70 });
  fc.assert(
    fc.property(coordinate, coordinate, (x, y) => {
      // Meridians are edges on the sphere; parallels are not, so that points stay clear of them.
      const box = '[[-20,-60],[20,-60],[20,60],[-20,60],[-20,-60]]';
      const inside = Math.abs(x) < 20 && Math.abs(y) < 57;
      fc.pre(Math.abs(x) !== 20 && (Math.abs(y) < 57 || Math.abs(y) > 65));
      const query = `print geo_point_in_polygon(${x}, ${y}, dynamic({"type":"Polygon","coordinates":[${box}]})),
        abs(geo_distance_point_to_polygon(${x}, ${y}, dynamic({"type":"Polygon","coordinates":[${box}]})) -
          iff(${String(inside)}, 0.0, geo_distance_point_to_line(${x}, ${y}, dynamic({"type":"LineString","coordinates":${box}})))) < 1e-6`;
      expect(ask(query)).toEqual([[inside, true]]);
    }),
    { numRuns: 40 },
  );
});
