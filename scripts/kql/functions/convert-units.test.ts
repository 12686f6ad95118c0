import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ask } from '../testing/ask.ts';

test.each([
  ["convert_angle(1.2, 'Degree', 'Arcminute')", 72],
  ["convert_energy(1.2, 'Joule', 'BritishThermalUnit')", 0.00113738054437598],
  ["convert_force(1.2, 'Newton', 'Decanewton')", 0.12],
  ["convert_length(1.2, 'Meter', 'Foot')", 3.93700787401575],
  ["convert_mass(1.2, 'Kilogram', 'Pound')", 2.64554714621853],
  ["convert_speed(1.2, 'MeterPerSecond', 'CentimeterPerHour')", 432_000],
  ["convert_temperature(1.2, 'Kelvin', 'DegreeCelsius')", -271.95],
  ["convert_temperature(212, 'DegreeFahrenheit', 'DegreeCelsius')", 100],
  ["convert_volume(1, 'CubicMeter', 'Liter')", 1000],
])('%s', (call, expected) => {
  const [[found]] = ask(`print ${call}`) as [[number]];
  expect(Math.abs(found / expected - 1)).toBeLessThan(1e-12);
});

test('what is no unit gives null; a unit whose factor is rounded somewhere is refused', () => {
  expect(ask("print convert_length(1, 'Meter', 'Elbow'), convert_mass(1, 'gram', 'Gram')")).toEqual([
    [null, null],
  ]);
  for (const unit of ['Mile', 'Parsec', 'Chain'])
    expect(() => ask(`print convert_length(1, 'Meter', '${unit}')`)).toThrow('not supported');
});

test('there and back again', () => {
  const units = ['Meter', 'Foot', 'Inch', 'Yard', 'NauticalMile', 'Kilometer', 'Nanometer'];
  fc.assert(
    fc.property(
      fc.constantFrom(...units),
      fc.constantFrom(...units),
      fc.integer({ min: 1, max: 1e6 }),
      (a, b, value) => {
        const [[found]] = ask(
          `print convert_length(convert_length(${value}, '${a}', '${b}'), '${b}', '${a}')`,
        ) as [[number]];
        expect(Math.abs(found / value - 1)).toBeLessThan(1e-12);
      },
    ),
    { numRuns: 20 },
  );
});
