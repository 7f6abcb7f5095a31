"""Takes a CSV of order lines in with dlt: dlt_land.py <reader> <file.csv> <folder>. Prints seconds and peak memory as JSON."""

import json
import os
import resource
import sys
import time

reader, file, folder = sys.argv[1:4]
os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
os.environ["RUNTIME__LOG_LEVEL"] = "ERROR"

import dlt  # noqa: E402
from dlt.sources.filesystem import filesystem, read_csv, read_csv_duckdb  # noqa: E402

COLUMNS = {
    "order_id": ("text", False),
    "line_no": ("bigint", False),
    "product_id": ("text", False),
    "category": ("text", True),
    "quantity": ("bigint", False),
    "net_amount": ("double", False),
    "discount_amount": ("double", False),
    "unit_cost": ("double", True),
    "returned_quantity": ("bigint", False),
}
source = filesystem(bucket_url=os.path.dirname(os.path.abspath(file)), file_glob=os.path.basename(file))
rows = source | (read_csv() if reader == "read_csv" else read_csv_duckdb(use_pyarrow=True, chunk_size=100_000))
rows = rows.with_name("order_lines")
rows.apply_hints(
    columns={name: {"data_type": kind, "nullable": empty} for name, (kind, empty) in COLUMNS.items()},
    schema_contract={"tables": "evolve", "columns": "freeze", "data_type": "freeze"},
)
pipeline = dlt.pipeline(
    "bench",
    pipelines_dir=os.path.join(folder, "state"),
    destination=dlt.destinations.filesystem(bucket_url="file://" + os.path.abspath(folder) + "/out"),
    dataset_name="raw",
)
begun, before = time.perf_counter(), time.process_time()
pipeline.run(rows, loader_file_format="parquet").raise_on_failed_jobs()
seconds, processor = time.perf_counter() - begun, time.process_time() - before
landed = pipeline.last_trace.last_normalize_info.row_counts["order_lines"]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"seconds": seconds, "processor": processor, "peak": peak, "rows": landed}))
