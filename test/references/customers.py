"""What lifetimes and scipy say of customers: writes customer-forecasts.csv and customer-models.csv.

See README.md. lifetimes fits; its predictions are taken from its formulas with scipy's 2F1.
"""

import csv
import itertools
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter
from lifetimes.utils import summary_data_from_transaction_data

here = Path(__file__).parent
data = Path(sys.argv[1])


def fitted(r, alpha, a, b):
    model = BetaGeoFitter()
    model.params_ = pd.Series({"r": r, "alpha": alpha, "a": a, "b": b})
    return model


def forecasts():
    """Published parameters of CDNOW, in weeks, and others: chances of leaving above 1/2, customers much alike."""
    models = [(0.242594, 4.413602, 0.792922, 2.425907), (1.3, 2.1, 1.7, 0.6), (12.0, 40.0, 0.3, 2.0), (0.05, 90.0, 0.02, 90.0)]
    customers = [(0, 0, 0.5), (0, 0, 39), (1, 3, 20), (2, 30.43, 38.86), (7, 12, 90), (40, 77, 78), (300, 150, 151)]
    for model, customer, weeks in itertools.product(models, customers, [1.0, 13.0, 39.0, 52.0]):
        bg = fitted(*model)
        alive = float(np.ravel(bg.conditional_probability_alive(*customer))[0])
        expected = float(np.ravel(bg.conditional_expected_number_of_purchases_up_to_time(weeks, *customer))[0])
        yield [*model, *customer, weeks, alive, expected]


def models():
    """Online Retail: invoices of known customers with an amount, by day."""
    lines = pd.read_csv(data / "online_retail/online_retail.csv.gz", dtype=str)
    lines = lines[lines["CustomerID"].notna() & (lines["CustomerID"] != "")]
    lines = lines[~lines["InvoiceNo"].str.startswith(("A", "C"))]
    lines["amount"] = lines["Quantity"].astype(int) * lines["UnitPrice"].astype(float)
    lines = lines[lines.groupby("InvoiceNo")["UnitPrice"].transform(lambda prices: prices.astype(float).max()) > 0]
    lines["day"] = pd.to_datetime(lines["InvoiceDate"]).dt.normalize()
    summary = summary_data_from_transaction_data(lines, "CustomerID", "day", "amount", freq="D")
    weeks = summary[["recency", "T"]] / 7
    bg = BetaGeoFitter().fit(summary["frequency"], weeks["recency"], weeks["T"])
    yield from ([*row, len(summary)] for row in fit_rows("bg_nbd", bg))
    repeated = summary[(summary["frequency"] > 0) & (summary["monetary_value"] > 0)]
    gg = GammaGammaFitter().fit(repeated["frequency"], repeated["monetary_value"])
    yield from ([*row, len(repeated)] for row in fit_rows("gamma_gamma", gg))


def holdout():
    """CDNOW: purchases expected in the 39 weeks after the first 39."""
    lines = pd.read_csv(data / "reference/cdnow_sample.csv.gz", dtype={"customer_id": str}, parse_dates=["date"])
    summary = summary_data_from_transaction_data(
        lines, "customer_id", "date", observation_period_end="1997-09-30", freq="D"
    )
    customers = [summary["frequency"], summary["recency"] / 7, summary["T"] / 7]
    expected = BetaGeoFitter().fit(*customers).conditional_expected_number_of_purchases_up_to_time(39, *customers)
    yield ["cdnow_holdout", "expected", float(expected.sum()), len(summary)]


def fit_rows(name, model):
    names = {"v": "gamma"}
    return [[name, names.get(parameter, parameter), value] for parameter, value in model.params_.items()]


def write(name, header, rows):
    with (here / f"{name}.csv").open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


columns = ["r", "alpha", "a", "b", "frequency", "recency", "age", "weeks", "p_alive", "expected"]
write("customer-forecasts", columns, forecasts())
write("customer-models", ["model", "parameter", "estimate", "customers"], [*models(), *holdout()])
