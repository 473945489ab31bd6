import { NotCarried } from './not-carried.js';
import { engineType } from './plan-type.js';
import type { PlanType, PlanValue } from './plan-node.js';

/** The values that a translated statement is bound to: every text of it, so that none stands in the statement. */
export class Bindings {
  readonly values: Record<string, string> = {};
  private readonly names = new Map<string, string>();

  /** What stands for a text in the statement. */
  text(value: string): string {
    let name = this.names.get(value);
    if (name === undefined) {
      name = `s${this.names.size + 1}`;
      this.names.set(value, name);
      this.values[name] = value;
    }
    return `{${name}:String}`;
  }

  /** A constant of the plan with its type. */
  constant({ type, is_null: isNull, value }: PlanValue): string {
    if (isNull) return type.id === 'LIST' ? `CAST([] AS ${engineType(type)})` : `CAST(NULL AS ${engineType(type)})`;
    return this.typed(type, value);
  }

  private typed(type: PlanType, value: unknown): string {
    switch (type.id) {
      case 'VARCHAR': case 'CHAR': return this.text(String(value));
      case 'BOOLEAN': return value ? 'true' : 'false';
      case 'DOUBLE': case 'FLOAT': return `to${type.id === 'FLOAT' ? 'Float32' : 'Float64'}(${numberText(value)})`;
      case 'DATE': return `toDate32(${wholeText(value)})`;
      case 'TIMESTAMP': case 'TIMESTAMP WITH TIME ZONE': return `fromUnixTimestamp64Micro(toInt64(${wholeText(value)}), 'UTC')`;
      case 'DECIMAL': return `CAST('${decimalText(value, type.type_info!.scale!)}' AS Decimal(${type.type_info!.width}, ${type.type_info!.scale}))`;
      case 'HUGEINT': return `toInt128('${hugeText(value)}')`;
      case 'LIST': case 'ARRAY': return this.list(type, value as { children: PlanValue[] });
      case 'STRUCT': return `tuple(${(value as { children: PlanValue[] }).children.map((member) => this.constant(member)).join(', ')})`;
      default: return `CAST(${wholeText(value)} AS ${/^Nullable\((.*)\)$/.exec(engineType(type))![1]})`;
    }
  }

  private list(type: PlanType, { children }: { children: PlanValue[] }): string {
    return `CAST([${children.map((child) => this.constant(child)).join(', ')}] AS ${engineType(type)})`;
  }
}

function wholeText(value: unknown): string {
  if (!/^-?\d+$/.test(String(value))) throw new NotCarried(`The value ${String(value)}`);
  return String(value);
}

function numberText(value: unknown): string {
  const number = Number(value);
  return Number.isNaN(number) ? 'nan' : Number.isFinite(number) ? String(number) : number > 0 ? 'inf' : '-inf';
}

function hugeText(value: unknown): string {
  if (typeof value !== 'object') return wholeText(value);
  const { upper, lower } = value as { upper: number | string; lower: number | string };
  return String((BigInt(upper) << 64n) + BigInt(lower));
}

function decimalText(value: unknown, scale: number): string {
  const digits = hugeText(value);
  const sign = digits.startsWith('-') ? '-' : '';
  const padded = digits.slice(sign.length).padStart(scale + 1, '0');
  return scale === 0 ? sign + padded : `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}
