/**
 * Conversions between units. Kusto's factors are those of a library that rounds some of them: only units
 * whose factor is a definition are converted here. Source: Kusto reference, the page of each function;
 * BIPM, "The International System of Units"; NIST Handbook 44, appendix C.
 */
import type { Value } from '../values/scalar.ts';
import { Refusal, scalar, type ScalarFunction } from './function.ts';

type Units = Readonly<Record<string, number>>;

const prefixes: readonly (readonly [prefix: string, power: number])[] = [
  ['Nano', -9],
  ['Micro', -6],
  ['Milli', -3],
  ['Centi', -2],
  ['Deci', -1],
  ['', 0],
  ['Deca', 1],
  ['Hecto', 2],
  ['Kilo', 3],
  ['Mega', 6],
  ['Giga', 9],
  ['Tera', 12],
];

/** A unit with all prefixes; powers of ten by their text, which is the nearest double. */
function metric(name: string, base = 1): Units {
  return Object.fromEntries(
    prefixes.map(([word, power]) => [
      word === '' ? name : word + name.toLowerCase(),
      base * Number(`1e${power}`),
    ]),
  );
}

const foot = 0.3048;
const pound = 0.45359237;
const gravity = 9.80665;

const lengths: Units = {
  ...metric('Meter'),
  Angstrom: 1e-10,
  Foot: foot,
  Hand: foot / 3,
  Inch: foot / 12,
  NauticalMile: 1852,
  Yard: 3 * foot,
};

/** Each length by each time; the library has no others. */
const speeds: Units = Object.fromEntries(
  [
    'Meter',
    'Centimeter',
    'Decimeter',
    'Kilometer',
    'Micrometer',
    'Millimeter',
    'Nanometer',
    'Foot',
    'Inch',
    'Yard',
  ].flatMap((length) =>
    Object.entries({ Hour: 3600, Minute: 60, Second: 1 }).map(([time, seconds]) => [
      `${length}Per${time}`,
      (lengths[length] as number) / seconds,
    ]),
  ),
);

const quantities: Readonly<Record<string, Units>> = {
  angle: {
    ...metric('Radian'),
    ...metric('Degree', Math.PI / 180),
    Arcminute: Math.PI / 180 / 60,
    Arcsecond: Math.PI / 180 / 3600,
    Gradian: Math.PI / 200,
    Revolution: 2 * Math.PI,
  },
  energy: {
    ...metric('Joule'),
    WattHour: 3600,
    ...Object.fromEntries(
      ['Kilo', 'Mega', 'Giga', 'Tera'].map((word, i) => [`${word}wattHour`, 3600 * 1000 ** (i + 1)]),
    ),
    Calorie: 4.184,
    Kilocalorie: 4184,
    Megacalorie: 4.184e6,
    BritishThermalUnit: 1055.05585262,
  },
  force: {
    ...metric('Newton'),
    Dyn: 1e-5,
    KilogramForce: gravity,
    KiloPond: gravity,
    PoundForce: pound * gravity,
    TonneForce: 1000 * gravity,
  },
  length: lengths,
  mass: {
    ...metric('Gram', 1e-3),
    Kilogram: 1,
    Tonne: 1e3,
    Kilotonne: 1e6,
    Megatonne: 1e9,
    Pound: pound,
    Kilopound: 1000 * pound,
    Ounce: pound / 16,
    Stone: 14 * pound,
  },
  speed: speeds,
  volume: {
    ...metric('Liter', 1e-3),
    ...Object.fromEntries(
      ['Centi', 'Deci', 'Hecto', 'Kilo', 'Micro', 'Milli'].map((word) => [
        `Cubic${word}meter`,
        Number(`1e${(prefixes.find(([prefix]) => prefix === word)?.[1] ?? 0) * 3}`),
      ]),
    ),
    CubicMeter: 1,
  },
};

/** Kelvin of a temperature, as factor and offset: K = value * factor + offset. */
const temperatures: Readonly<Record<string, readonly [factor: number, offset: number]>> = {
  Kelvin: [1, 0],
  DegreeCelsius: [1, 273.15],
  MillidegreeCelsius: [1e-3, 273.15],
  DegreeFahrenheit: [5 / 9, 459.67 * (5 / 9)],
  DegreeRankine: [5 / 9, 0],
};

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** The units that the reference lists; any other name gives null. */
const known: Readonly<Record<string, ReadonlySet<string>>> = {
  angle: words(`
    Arcminute Arcsecond Centiradian Deciradian Degree Gradian Microdegree Microradian Millidegree
    Milliradian Nanodegree Nanoradian NatoMil Radian Revolution Tilt`),
  energy: words(`
    BritishThermalUnit Calorie DecathermEc DecathermImperial DecathermUs ElectronVolt Erg FootPound
    GigabritishThermalUnit GigaelectronVolt Gigajoule GigawattDay GigawattHour HorsepowerHour Joule
    KilobritishThermalUnit Kilocalorie KiloelectronVolt Kilojoule KilowattDay KilowattHour
    MegabritishThermalUnit Megacalorie MegaelectronVolt Megajoule MegawattDay MegawattHour Millijoule
    TeraelectronVolt TerawattDay TerawattHour ThermEc ThermImperial ThermUs WattDay WattHour`),
  force: words(`
    Decanewton Dyn KilogramForce Kilonewton KiloPond KilopoundForce Meganewton Micronewton Millinewton
    Newton OunceForce Poundal PoundForce ShortTonForce TonneForce`),
  length: words(`
    Angstrom AstronomicalUnit Centimeter Chain DataMile Decameter Decimeter DtpPica DtpPoint Fathom Foot
    Hand Hectometer Inch KilolightYear Kilometer Kiloparsec LightYear MegalightYear Megaparsec Meter
    Microinch Micrometer Mil Mile Millimeter Nanometer NauticalMile Parsec PrinterPica PrinterPoint
    Shackle SolarRadius Twip UsSurveyFoot Yard`),
  mass: words(`
    Centigram Decagram Decigram EarthMass Grain Gram Hectogram Kilogram Kilopound Kilotonne
    LongHundredweight LongTon Megapound Megatonne Microgram Milligram Nanogram Ounce Pound
    ShortHundredweight ShortTon Slug SolarMass Stone Tonne`),
  speed: words(`
    CentimeterPerHour CentimeterPerMinute CentimeterPerSecond DecimeterPerMinute DecimeterPerSecond
    FootPerHour FootPerMinute FootPerSecond InchPerHour InchPerMinute InchPerSecond KilometerPerHour
    KilometerPerMinute KilometerPerSecond Knot MeterPerHour MeterPerMinute MeterPerSecond
    MicrometerPerMinute MicrometerPerSecond MilePerHour MillimeterPerHour MillimeterPerMinute
    MillimeterPerSecond NanometerPerMinute NanometerPerSecond UsSurveyFootPerHour UsSurveyFootPerMinute
    UsSurveyFootPerSecond YardPerHour YardPerMinute YardPerSecond`),
  temperature: words(`
    DegreeCelsius DegreeDelisle DegreeFahrenheit DegreeNewton DegreeRankine DegreeReaumur DegreeRoemer
    Kelvin MillidegreeCelsius SolarTemperature`),
  volume: words(`
    AcreFoot AuTablespoon BoardFoot Centiliter CubicCentimeter CubicDecimeter CubicFoot CubicHectometer
    CubicInch CubicKilometer CubicMeter CubicMicrometer CubicMile CubicMillimeter CubicYard Decaliter
    DecausGallon Deciliter DeciusGallon HectocubicFoot HectocubicMeter Hectoliter HectousGallon
    ImperialBeerBarrel ImperialGallon ImperialOunce ImperialPint KilocubicFoot KilocubicMeter
    KiloimperialGallon Kiloliter KilousGallon Liter MegacubicFoot MegaimperialGallon Megaliter
    MegausGallon MetricCup MetricTeaspoon Microliter Milliliter OilBarrel UkTablespoon UsBeerBarrel
    UsCustomaryCup UsGallon UsLegalCup UsOunce UsPint UsQuart UsTablespoon UsTeaspoon`),
};

/** What is known of a unit; a listed one of which nothing is known is refused. */
function find<Fact>(facts: Readonly<Record<string, Fact>>, quantity: string, unit: string): Fact | undefined {
  if (!known[quantity]?.has(unit)) return undefined;
  if (!Object.hasOwn(facts, unit)) throw new Refusal(`The unit ${unit} is not supported.`);
  return facts[unit];
}

function conversion(quantity: string, units: Units): ScalarFunction {
  return scalar(`convert-${quantity}-function`, (value, from, to): Value => {
    const [source, target] = [find(units, quantity, String(from)), find(units, quantity, String(to))];
    return source === undefined || target === undefined ? null : (Number(value) * source) / target;
  });
}

export const unitConversions: Readonly<Record<string, ScalarFunction>> = {
  ...Object.fromEntries(
    Object.entries(quantities).map(([quantity, units]) => [
      `convert_${quantity}`,
      conversion(quantity, units),
    ]),
  ),
  convert_temperature: scalar('convert-temperature-function', (value, from, to): Value => {
    const [source, target] = [from, to].map((unit) => find(temperatures, 'temperature', String(unit)));
    if (!source || !target) return null;
    return (Number(value) * source[0] + source[1] - target[1]) / target[0];
  }),
};
