"""What statsmodels says of the factors of Longley's data: writes longley.csv and longley-importance.csv.

See README.md. Shares of variance are means over all orders of the factors, of what R² gains: Lindeman, Merenda & Gold
(1980), which R's relaimpo calls lmg.
"""

import csv
from itertools import permutations
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from statsmodels.stats.outliers_influence import variance_inflation_factor

here = Path(__file__).parent
data = sm.datasets.longley.load_pandas()
x, y = data.exog, data.endog
names = list(x.columns)


def explained(factors):
    return sm.OLS(y, sm.add_constant(x[list(factors)])).fit().rsquared if factors else 0.0


known = {}


def r_squared(factors):
    key = frozenset(factors)
    if key not in known:
        known[key] = explained(sorted(key))
    return known[key]


def share(name):
    orders = list(permutations(names))
    gains = [r_squared(order[: order.index(name) + 1]) - r_squared(order[: order.index(name)]) for order in orders]
    return float(np.mean(gains))


def standardised(frame):
    return (frame - frame.mean()) / frame.std()


coefficients = sm.OLS(standardised(y), standardised(x)).fit().params
design = sm.add_constant(x).to_numpy()


def write(name, header, rows):
    with (here / f"{name}.csv").open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


write("longley", [*names, "outcome"], np.column_stack([x, y]).tolist())
write(
    "longley-importance",
    ["factor", "correlation", "coefficient", "variance_inflation", "share"],
    [
        [name, np.corrcoef(x[name], y)[0, 1], coefficients[name], variance_inflation_factor(design, i + 1), share(name)]
        for i, name in enumerate(names)
    ],
)
