/** Settings of each statement: those that make ClickHouse answer as DuckDB does, and in JSON without loss. */
export const settings: Readonly<Record<string, string | number>> = {
  join_use_nulls: 1, transform_null_in: 0, enable_analyzer: 1, session_timezone: 'UTC',
  enable_extended_results_for_datetime_functions: 1, formatdatetime_parsedatetime_m_is_month_name: 0, date_time_output_format: 'simple',
  max_query_size: 16_777_216, max_subquery_depth: 1_000, max_ast_elements: 1_000_000, max_expanded_ast_elements: 5_000_000,
  cancel_http_readonly_queries_on_client_close: 1,
  output_format_json_quote_64bit_integers: 1, output_format_json_quote_denormals: 1, output_format_json_quote_decimals: 0,
};
