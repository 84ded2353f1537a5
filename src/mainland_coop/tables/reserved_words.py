"""Words that a database reads as its own language wherever it expects the name of a table or column."""

from __future__ import annotations

_STANDARD = """
add all alter analyse analyze and anti any array as asc asof asymmetric at authorization autoincrement between binary
both case cast check collate collation column commit concurrently constraint create cross current_catalog current_date
current_role current_schema current_time current_timestamp current_user default deferrable delete desc describe
distinct do drop else end escape except exists false fetch for foreign freeze from full glob grant group having if
ilike in index initially inner insert intersect into is isnull join lambda lateral leading left like limit localtime
localtimestamp natural not nothing notnull null offset on only or order outer overlaps pivot pivot_longer pivot_wider
placing positional primary qualify references returning right select semi session_user set show similar some summarize
symmetric table tablesample then to trailing transaction true union unique unpack unpivot update user using values
variadic verbose when where window with
"""
"""Of PostgreSQL, DuckDB and SQLite."""
_MYSQL = """
accessible asensitive before bigint blob by call cascade change char character condition continue convert cursor
database databases day_hour day_microsecond day_minute day_second dec decimal declare delayed delete_domain_id
deterministic distinctrow div do_domain_ids double dual each elseif enclosed escaped exit explain float float4 float8
force fulltext function general generated get grouping groups high_priority hour_microsecond hour_minute hour_second
ignore ignore_domain_ids infile inout insensitive int int1 int2 int3 int4 int8 integer interval iterate key keys kill
lag lead leave linear lines load lock long longblob longtext loop low_priority master_demote_to_replica
master_demote_to_slave master_ssl_verify_server_cert match maxvalue mediumblob mediumint mediumtext middleint
minute_microsecond minute_second mod modifies no_write_to_binlog numeric of optimize option optionally out outfile
over page_checksum parse_vcol_expr partition portion precision procedure purge range rank read read_write reads real
recursive ref_system_id regexp release rename repeat replace require resignal restrict return revoke rlike row
row_number rows schema schemas second_microsecond sensitive separator signal smallint spatial specific sql
sql_big_result sql_calc_found_rows sql_small_result sqlexception sqlstate sqlwarning ssl starting stats_auto_recalc
stats_persistent stats_sample_pages stored straight_join system terminated tinyblob tinyint tinytext trigger undo
unlock unsigned usage use utc_date utc_time utc_timestamp varbinary varchar varcharacter varying virtual while write
xor year_month zerofill
"""
"""Of MySQL and MariaDB besides."""
RESERVED = frozenset((_STANDARD + _MYSQL).split())
"""A name that is none of these needs no quotes in any of them."""
