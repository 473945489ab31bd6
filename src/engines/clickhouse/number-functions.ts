import type { PlanType } from './plan-node.js';
import type { FunctionWriter } from './scope.js';
import { constantText } from './text-functions.js';

const isFloat32 = (type: PlanType | undefined): boolean => type?.id === 'FLOAT';
const call = (name: string): FunctionWriter => (args) => `${name}(${args.join(', ')})`;

const shifted = (name: string): FunctionWriter => ([value, places]) => `${name}(${value}, toUInt8(${places}))`;

/** ClickHouse widens what it adds and multiplies: 32-bit floats are cut back, as DuckDB keeps them. */
const arithmetic = (sign: string): FunctionWriter => (args, { return_type: type }) => {
  const text = args.length === 1 ? `(${sign}${args[0]})` : `(${args.join(` ${sign} `)})`;
  return isFloat32(type) ? `toFloat32(${text})` : text;
};

/** Halves go away from zero in DuckDB; ClickHouse rounds floats to the even neighbour. */
const round: FunctionWriter = (args, { children, return_type: type }, { unique }) => {
  const places = args.length > 1 ? Number(constantText(children![1], 'The number of places of round')) : 0;
  const [scale, back] = places < 0 ? ['/', '*'] : ['*', '/'];
  const name = unique();
  const scaled = places === 0 ? args[0] : `${args[0]} ${scale} 1e${Math.abs(places)}`;
  const whole = `sign((${scaled} AS ${name})) * (floor(abs(${name})) + (abs(${name}) - floor(abs(${name})) >= 0.5))`;
  const rounded = places === 0 ? whole : `(${whole}) ${back} 1e${Math.abs(places)}`;
  return isFloat32(type) ? `toFloat32(${rounded})` : `(${rounded})`;
};

/** `//` and `%` by zero are NULL. */
export const numberFunctions: Readonly<Record<string, FunctionWriter>> = {
  '+': arithmetic('+'), '-': arithmetic('-'), '*': arithmetic('*'), '/': arithmetic('/'),
  '//': call('intDivOrNull'), '%': call('moduloOrNull'), mod: call('moduloOrNull'),
  '<<': shifted('bitShiftLeft'), '>>': shifted('bitShiftRight'), '&': call('bitAnd'), '|': call('bitOr'), '~': call('bitNot'), xor: call('bitXor'),
  bit_count: call('bitCount'), round, abs: call('abs'), '@': call('abs'), ceil: call('ceil'), ceiling: call('ceil'), floor: call('floor'), trunc: call('trunc'),
  sign: call('sign'), sqrt: call('sqrt'), cbrt: call('cbrt'), exp: call('exp'), ln: call('log'), log: call('log10'), log10: call('log10'), log2: call('log2'),
  pow: call('pow'), power: call('pow'), '**': call('pow'), '^': call('pow'), pi: call('pi'), sin: call('sin'), cos: call('cos'), tan: call('tan'),
  asin: call('asin'), acos: call('acos'), atan: call('atan'), atan2: call('atan2'), radians: call('radians'), degrees: call('degrees'),
  greatest: call('greatest'), least: call('least'), isnan: call('isNaN'), isinf: call('isInfinite'), isfinite: call('isFinite'),
};
