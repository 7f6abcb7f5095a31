"""Runs a command and says last, as JSON, what it and all processes below it took: Node does not know of its children's."""

import json
import resource
import subprocess
import sys
import time

since = time.monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({
    "seconds": time.monotonic() - since,
    "processor": usage.ru_utime + usage.ru_stime,
    "peak": usage.ru_maxrss * 1024,
}))
sys.exit(done.returncode)
