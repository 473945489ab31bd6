import type { PlanType } from './plan-node.js';

/** A value of a ClickHouse result in JSON as the lake's own results have it: whole numbers as number while exact, dates as Date. */
export function resultValue(value: unknown, type: PlanType): unknown {
  if (value === null) return null;
  const info = type.type_info;
  switch (type.id) {
    case 'LIST': return (value as unknown[]).map((member) => resultValue(member, info!.child_type!));
    case 'STRUCT': return Object.fromEntries(info!.child_types!.map(({ first, second }, i) => [first, resultValue((value as unknown[])[i], second)]));
    case 'DATE': return new Date(`${String(value)}T00:00:00Z`);
    case 'DOUBLE': case 'DECIMAL': return numberOf(value);
    case 'FLOAT': return Math.fround(numberOf(value));
    case 'BOOLEAN': case 'VARCHAR': case 'UUID': return value;
    default: return type.id.startsWith('TIMESTAMP') ? new Date(`${String(value).slice(0, 23).replace(' ', 'T')}Z`) : wholeNumber(value);
  }
}

const numberOf = (value: unknown): number => Number(typeof value === 'string' ? value.replace(/inf$/, 'Infinity').replace(/^-?nan$/, 'NaN') : value);

function wholeNumber(value: unknown): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : BigInt(String(value));
}
