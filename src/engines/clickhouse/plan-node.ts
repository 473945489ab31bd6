/** A type as DuckDB writes it in a plan. */
export interface PlanType {
  id: string;
  type_info?: {
    child_type?: PlanType;
    child_types?: { first: string; second: PlanType }[];
    width?: number;
    scale?: number;
  };
}

/** A constant; whole numbers too large for a number are strings of digits. */
export interface PlanValue {
  type: PlanType;
  is_null: boolean;
  value?: unknown;
}

export interface PlanOrder {
  type: string;
  null_order: string;
  expression: PlanExpression;
}

/** An expression of a plan: of all classes the fields that are read here. */
export interface PlanExpression {
  expression_class: string;
  type: string;
  name?: string;
  index?: number;
  return_type?: PlanType;
  value?: PlanValue;
  children?: PlanExpression[];
  child?: PlanExpression;
  try_cast?: boolean;
  left?: PlanExpression;
  right?: PlanExpression;
  input?: PlanExpression;
  lower?: PlanExpression;
  upper?: PlanExpression;
  lower_inclusive?: boolean;
  upper_inclusive?: boolean;
  case_checks?: { when_expr: PlanExpression; then_expr: PlanExpression }[];
  else_expr?: PlanExpression;
  function_data?: {
    separator?: string;
    quantiles?: PlanValue[];
    desc?: boolean;
    lambda_expr?: PlanExpression;
    has_index?: boolean;
    bind_data?: { aggr_expr?: PlanExpression };
  };
  aggregate_type?: string;
  filter?: PlanExpression;
  /** The filter of a window function. */
  filters?: PlanExpression;
  /** The order of what a window function gathers. */
  arg_orders?: PlanOrder[];
  order_bys?: { orders: PlanOrder[] };
  partitions?: PlanExpression[];
  orders?: PlanOrder[];
  ignore_nulls?: boolean;
  distinct?: boolean;
  start?: string;
  end?: string;
  start_expr?: PlanExpression;
  end_expr?: PlanExpression;
  offset_expr?: PlanExpression;
  default_expr?: PlanExpression;
  exclude_clause?: string;
}

export interface PlanFilter {
  filter_type: string;
  child_filters?: PlanFilter[];
  comparison_type?: string;
  constant?: PlanValue;
  expr?: PlanExpression;
  values?: PlanValue[];
}

export interface PlanCondition {
  left: PlanExpression;
  right: PlanExpression;
  comparison: string;
}

export interface PlanLimit {
  type: string;
  constant_integer?: number;
  expression?: PlanExpression;
}

/** An operator of a plan: of all kinds the fields that are read here. */
export interface PlanOperator {
  type: string;
  children: PlanOperator[];
  expressions?: PlanExpression[];
  names?: string[];
  name?: string;
  function_data?: { schema?: string; table?: string };
  column_indexes?: { index: number | string }[];
  projection_ids?: number[];
  projection_map?: number[];
  left_projection_map?: number[];
  right_projection_map?: number[];
  table_filters?: { filters: { key: number; value: PlanFilter }[] };
  parameters?: PlanValue[];
  groups?: PlanExpression[];
  grouping_sets?: number[][];
  grouping_functions?: number[][];
  join_type?: string;
  conditions?: PlanCondition[];
  condition?: PlanExpression;
  duplicate_eliminated_columns?: PlanExpression[];
  delim_flipped?: boolean;
  table_index?: number;
  cte_index?: number;
  chunk_types?: PlanType[];
  return_types?: PlanType[];
  expr_types?: PlanType[];
  distinct_type?: string;
  distinct_targets?: PlanExpression[];
  order_by?: { orders: PlanOrder[] };
  orders?: PlanOrder[];
  limit_val?: PlanLimit;
  offset_val?: PlanLimit;
  setop_all?: boolean;
  union_all?: boolean;
}

export interface SerializedPlan {
  error: boolean;
  error_message?: string;
  plans?: PlanOperator[];
}

/** Reads the text of a plan. JSON.parse would round whole numbers of more than 15 digits; they become strings. */
export function parsePlan(text: string): SerializedPlan {
  return JSON.parse(text.replace(/("(?:[^"\\]|\\.)*")|(?<=[:,[\s])(-?\d{16,})(?=[,}\]\s])/g, (_, quoted: string | undefined, digits: string) => quoted ?? `"${digits}"`)) as SerializedPlan;
}
