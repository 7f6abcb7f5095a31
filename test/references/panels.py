"""What statsmodels, csdid and differences say of panels made here, for tests to hold `cx compare` against.

Writes panels/*.csv and panel-estimates.csv. See README.md.
"""

import csv
import random
import warnings
from pathlib import Path

import pandas as pd
import statsmodels.formula.api as smf
from csdid.att_gt import ATTgt as Csdid
from differences import ATTgt as Differences

warnings.simplefilter("ignore")
here = Path(__file__).parent
random.seed(41)


def panel(units, periods, starts, gaps=0.0, counted=False):
    """A random walk for each unit, a common one, and an effect that grows from the start on."""
    common = [random.gauss(0, 0.3) for _ in range(periods)]
    for unit in range(units):
        level, start = random.gauss(10, 2), starts(unit)
        for period in range(1, periods + 1):
            level += random.gauss(0, 0.4)
            effect = 0.5 + 0.25 * (period - start) if start and period >= start else 0
            n = random.randint(5, 90) if counted else ""
            if random.random() >= gaps:
                yield [f"u{unit:02}", period, round(level + common[period - 1] + effect, 3), n, start or 0]


def frame(name, rows):
    data = pd.DataFrame(rows, columns=["unit", "period", "value", "n", "start"])
    folder = here / "panels"
    columns = ["unit", "period", "value", "n"] if data["n"].iloc[0] != "" else ["unit", "period", "value"]
    data[columns].to_csv(folder / f"{name}.csv", index=False)
    treated = data[data["start"] > 0][["unit", "start"]].drop_duplicates()
    treated.to_csv(folder / f"{name}-treated.csv", index=False)
    return data.assign(number=data["unit"].str[1:].astype(int))


def regressions(name, data):
    """Cells of treated and after for each start, stacked; errors clustered by unit."""
    starts = sorted(set(data["start"]) - {0})
    stacked = pd.concat([
        data[data["start"].isin([0, start])].assign(
            cohort=start, after=lambda d: (d["period"] >= d["cohort"]).astype(int), treated=lambda d: (d["start"] > 0).astype(int)
        )
        for start in starts
    ])
    weights = pd.to_numeric(stacked["n"]) if stacked["n"].iloc[0] != "" else pd.Series(1.0, stacked.index)
    stacked = stacked.assign(weight=weights)
    shares = stacked[stacked["treated"] == 1].groupby("cohort")["unit"].nunique()
    shares = shares / shares.sum()
    for estimator, formula, term, rows in [
        ("did", "value ~ 0 + C(cohort) + C(cohort):treated + C(cohort):after + C(cohort):treated:after", "treated:after", stacked),
        ("naive", "value ~ 0 + C(cohort) + C(cohort):after", "after", stacked[stacked["treated"] == 1]),
    ]:
        fit = smf.wls(formula, rows, weights=rows["weight"]).fit(
            cov_type="cluster", cov_kwds={"groups": rows["number"]}, use_t=True
        )
        contrast = " + ".join(f"{share!r} * C(cohort)[{start}]:{term}" for start, share in shares.items())
        test = fit.t_test(contrast)
        yield ["statsmodels", name, estimator, "", "", float(test.effect[0]), float(test.sd[0][0])]


def group_times(name, data):
    fit = Csdid("value", "period", "number", "start", data, control_group=["nevertreated"], bstrap=False).fit(
        est_method="reg", base_period="universal", bstrap=False
    )
    results = fit.results if isinstance(fit.results, dict) else vars(fit.results)
    for start, period, att, error in zip(results["group"], results["year"], results["att"], results["se"], strict=True):
        yield ["csdid", name, "group-time", int(start), int(period), att, error]
    for kind in ["simple", "dynamic"]:
        aggregate = fit.aggte(kind, bstrap=False, cband=False).atte
        yield ["csdid", name, kind, "", "", aggregate["overall_att"], aggregate["overall_se"]]
        if kind == "dynamic":
            for e, att, error in zip(aggregate["egt"], aggregate["att_egt"], aggregate["se_egt"], strict=True):
                yield ["csdid", name, "event", "", int(e), att, error]


def by_differences(name, data):
    indexed = data.assign(start=data["start"].replace(0, float("nan"))).set_index(["number", "period"])
    fit = Differences(indexed[["value", "start"]], cohort_column="start", base_period="universal")
    fit.fit("value", progress_bar=False)
    for kind, name_of in [("simple", "simple"), ("event", "event")]:
        table = fit.aggregate(kind)
        for key, row in table.iterrows():
            yield ["differences", name, name_of, "", key if kind == "event" else "", *row.iloc[:2]]


def write(rows):
    with (here / "panel-estimates.csv").open("w", newline="") as file:
        header = ["package", "panel", "estimator", "start", "period", "estimate", "standard_error"]
        csv.writer(file, lineterminator="\n").writerows([header, *[[v if v == v else "" for v in row] for row in rows]])


staggered = frame("staggered", panel(60, 9, lambda unit: [4, 6, 6, 8, 0, 0, 0][unit % 7]))
uneven = frame("uneven", panel(40, 12, lambda unit: [5, 9, 0, 0][unit % 4], gaps=0.15, counted=True))
write([
    *regressions("staggered", staggered),
    *regressions("uneven", uneven),
    *group_times("staggered", staggered),
    *by_differences("staggered", staggered),
])
