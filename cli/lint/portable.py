"""Finds SQL that DuckDB and Trino read differently, or that only one of them knows.

Reads {"tables": {name: {column: type}}, "macros": [name], "nodes": [{"path", "name", "sql"}]} as JSON: what dbt compiled
for DuckDB, in the order of the build, the macros of sql/macros/engine left as calls. `name` is the relation a node makes, if any: its
columns are typed for the nodes after it. Writes a list of {"path", "sql", "problem", "remedy"} as JSON.
"""

import json
import sys

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import traverse_scope
from sqlglot.schema import MappingSchema

TEXT = exp.DataType.TEXT_TYPES
DOUBLE = {exp.DataType.Type.DOUBLE}
BOOLEAN = {exp.DataType.Type.BOOLEAN}
DECIMAL = {exp.DataType.Type.DECIMAL}
UNKNOWN = {exp.DataType.Type.UNKNOWN, exp.DataType.Type.NULL}

# What the engine macros that stand as calls return.
ENGINE = {
    "ratio": "double",
    "gamma_series": "double",
    "hypergeometric": "double",
    "seconds_between": "double",
    "median_of": "double",
    "whole_weeks": "bigint",
    "quarter_of": "date",
    "year_of": "date",
    "month_index": "bigint",
    "days_between": "bigint",
    "month_of": "date",
    "add_months": "date",
    "add_days": "date",
    "moment": "timestamp",
    "ledger_time": "timestamp",
}

# Those that return what they are given.
AS_GIVEN = {"clamp", "at_least"}

# Functions that mean the same on both engines, whatever they are given. Others need a macro, or a look at both manuals.
SAME = set(
    """abs avg cast case coalesce count sum min max stddev_samp var_samp row_number rank dense_rank ntile lag lead
    first_value last_value nullif exp ln sqrt power ceil floor round sign pi lower upper chr concat_ws substring str_position trim length replace year month
    date_trunc unnest sin cos asin corr covar_samp regr_slope regr_intercept filter and or not if exists distinct in""".split()
)
# Engine macros, which stand as calls.
MACROS = set(ENGINE)
NAMES = {
    exp.Variance: "var_samp",
    exp.StddevSamp: "stddev_samp",
    exp.Pow: "power",
    exp.TimestampTrunc: "date_trunc",
    exp.DateTrunc: "date_trunc",
}


def of(node, types):
    return node is not None and node.type is not None and node.type.this in types


def known(*nodes):
    return all(not of(node, UNKNOWN) and node.type is not None for node in nodes)


def division(node):
    if isinstance(node, exp.Div) and not (of(node.this, DOUBLE) or of(node.expression, DOUBLE)):
        return "divides what is not a double", "ratio(), or cast one side to double: 7/2, 1/0 and 1/3.0 differ"


def boolean_sum(node):
    if isinstance(node, exp.Sum) and of(node.this, BOOLEAN):
        return "adds up booleans", "count(*) filter (where …)"


def decimal_mean(node):
    if isinstance(node, exp.Avg) and of(node.this, DECIMAL):
        return "takes the mean of decimals", "cast to double: Trino's mean keeps the decimal's scale"


def text_compared(node):
    pair = isinstance(node, (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)) and [node.this, node.expression]
    if pair and known(*pair) and of(pair[0], TEXT) != of(pair[1], TEXT):
        return "compares text with what is none", "cast: date '2025-01-31'"


def text_joined(node):
    if isinstance(node, exp.DPipe) and any(known(side) and not of(side, TEXT) for side in (node.this, node.expression)):
        return "joins text with what is none", "cast to varchar"


def date_arithmetic(node):
    if isinstance(node, (exp.Add, exp.Sub)) and any(of(side, exp.DataType.TEMPORAL_TYPES) for side in (node.this, node.expression)):
        return "adds to a date or time", "add_days(), add_months(), days_between() or seconds_between()"


SYNTAX = [
    (exp.Interval, lambda node: True, "has an interval", "add_days() or add_months()"),
    (exp.Bracket, lambda node: True, "takes an element by its index", "a macro in sql/macros/engine"),
    (exp.Array, lambda node: True, "has a list", "rows: values (…), (…)"),
    (exp.Group, lambda node: node.args.get("all"), "groups by all", "name the columns"),
    (exp.SetOperation, lambda node: node.args.get("by_name"), "unites by name", "the same columns in the same order"),
    (exp.Qualify, lambda node: True, "has qualify", "a CTE and where"),
    (exp.Star, lambda node: node.args.get("except_"), "leaves columns out of *", "name the columns"),
    (exp.Star, lambda node: node.args.get("replace"), "replaces columns of *", "name the columns"),
]


def syntax(node):
    for kind, applies, problem, remedy in SYNTAX:
        if isinstance(node, kind) and applies(node):
            return problem, remedy


def name_of(node):
    if isinstance(node, exp.Anonymous):
        return node.name.lower()
    return NAMES.get(type(node)) or node.sql_name().lower()


def null_counted(node):
    if isinstance(node, exp.CountIf):
        return "counts with count_if", "count(*) filter (where …): where nothing is true or false DuckDB gives null, Trino 0"


def function(node):
    if not isinstance(node, exp.Func) or isinstance(node, (exp.Connector, exp.Array, exp.CountIf)):
        return None
    name = name_of(node)
    if name not in SAME and name not in MACROS:
        return f"calls {name}()", "a macro in sql/macros/engine; or, if both engines agree, SAME in cli/lint/portable.py"


def reused_aliases(tree):
    """Aliases that the same select reads again; the columns of its sources go before them."""
    for scope in traverse_scope(tree):
        select = scope.expression
        if not isinstance(select, exp.Select):
            continue
        aliases = {each.alias: each for each in select.expressions if isinstance(each, exp.Alias) and each.this.name != each.alias}
        places = [*select.expressions, *(select.args.get(part) for part in ("where", "group", "having"))]
        for column in (found for place in places if place for found in place.find_all(exp.Column)):
            if column.parent_select is select and not column.table and column.name in aliases:
                yield column.parent, "reads an alias of the same select", "a CTE before it"


CHECKS = [division, boolean_sum, null_counted, decimal_mean, text_compared, text_joined, date_arithmetic, function]


def bind(name, value, body, call):
    """The body of a `let`, its name as the double that it stands for."""
    for column in list(body.find_all(exp.Column)):
        if column.name == name.name:
            column.replace(exp.cast(exp.Literal.number(0), "double"))
    call.replace(exp.Coalesce(this=body.copy(), expressions=[value.copy()]))


def with_types(tree):
    """Calls of engine macros as casts to what they return, and 1.5 as the decimal that it is on both engines."""
    for part in reversed(list(tree.find_all(exp.Anonymous, exp.Literal))):
        name = part.name.lower()
        if isinstance(part, exp.Literal):
            if part.is_number and "." in name and "e" not in name:
                part.replace(exp.cast(part.copy(), "decimal(18, 9)"))
        elif name in ENGINE:
            part.replace(exp.cast(part.copy(), ENGINE[name]))
        elif name == "let":
            bind(*part.expressions, part)
        elif name in AS_GIVEN:
            part.replace(exp.Coalesce(this=part.expressions[0].copy(), expressions=part.expressions[1:]))
    return tree


def findings(node, schema):
    tree = parse_one(node["sql"], dialect="duckdb")
    problems = [(part, *found) for part in tree.walk() if (found := syntax(part))]
    tree = qualify(tree, schema=schema, dialect="duckdb", expand_alias_refs=False, quote_identifiers=False, validate_qualify_columns=False)
    problems += reused_aliases(tree)
    tree = annotate_types(with_types(tree), schema=schema, dialect="duckdb")
    for part in tree.walk():
        for check in CHECKS:
            if found := check(part):
                problems.append((part, *found))
    if node.get("name"):
        columns = {each.alias_or_name: each.type.sql("duckdb") if each.type else "unknown" for each in tree.selects}
        schema.add_table(node["name"], columns, dialect="duckdb")
    return problems


def main():
    asked = json.load(sys.stdin)
    MACROS.update(asked["macros"])
    schema = MappingSchema(dialect="duckdb")
    for name, columns in asked["tables"].items():
        schema.add_table(name, columns, dialect="duckdb")
    report = []
    for node in asked["nodes"]:
        try:
            problems = findings(node, schema)
        except SqlglotError as error:
            problems = [(None, f"cannot be read: {error}", "SQL that both engines know")]
        for part, problem, remedy in problems:
            sql = part.sql("duckdb")[:160] if part is not None else ""
            finding = {"path": node["path"], "sql": sql, "problem": problem, "remedy": remedy}
            if finding not in report:
                report.append(finding)
    json.dump(report, sys.stdout)


main()
