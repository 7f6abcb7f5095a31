"""What statsmodels and lifelines say, for tests to hold the SQL against: writes statistics.csv and telco-survival.csv.

See README.md.
"""

import csv
import random
import sys
from pathlib import Path

import pandas as pd
from lifelines import KaplanMeierFitter
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

here = Path(__file__).parent
telco = Path(sys.argv[1])


def wilson(successes, n):
    return ["wilson", successes, n, "", *proportion_confint(successes, n, method="wilson")]


def nps(promoters, passives, detractors):
    answers = DescrStatsW([100.0] * promoters + [0.0] * passives + [-100.0] * detractors, ddof=0)
    n = promoters + passives + detractors
    return ["nps", promoters, detractors, n, answers.mean, answers.var / n]


def benjamini_hochberg(family, p):
    adjusted = multipletests(p, method="fdr_bh")[1]
    return [["benjamini_hochberg", family, place, value, adjusted[place], ""] for place, value in enumerate(p)]


def survival(kind, segment, customers):
    curve = KaplanMeierFitter().fit(customers["Tenure in Months"], customers["Churn Value"])
    table = pd.concat([curve.event_table, curve.survival_function_, curve.confidence_interval_], axis=1)
    for month, row in table[table["observed"] > 0].iterrows():
        yield [kind, segment, int(month), int(row["at_risk"]), int(row["observed"]), *row.iloc[-3:]]


def curves():
    services, status, demographics = (
        pd.read_csv(telco / f"{name}.csv.gz") for name in ["services", "status", "demographics"]
    )
    customers = services[["Customer ID", "Tenure in Months"]].merge(status[["Customer ID", "Churn Value"]])
    customers = customers.merge(demographics[["Customer ID", "Gender"]])
    yield from survival("all", "all", customers)
    for gender, group in customers.groupby("Gender"):
        yield from survival("gender", gender, group)


def statistics():
    random.seed(7)
    yield from [wilson(*case) for case in [(1869, 7043), (0, 5), (5, 5), (1, 5), (37, 750), (260, 750)]]
    yield from [nps(*case) for case in [(40, 35, 25), (5, 0, 0), (1, 3, 1), (1200, 700, 900)]]
    families = [[0.01, 0.04, 0.03, 0.005], [random.random() ** 3 for _ in range(200)], [0.2] * 5 + [1.0]]
    for family, p in enumerate(families):
        yield from benjamini_hochberg(family, p)


def write(name, header, rows):
    with (here / f"{name}.csv").open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


write("statistics", ["statistic", "a", "b", "c", "first", "second"], statistics())
write("telco-survival", ["kind", "segment", "month", "at_risk", "lost", "survival", "low", "high"], curves())
