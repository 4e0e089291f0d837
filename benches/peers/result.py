"""What each script prints for the benchmark: one line of JSON."""

import json
import resource
import sys
import time


def clocks():
    """Seconds by the clock, and of all processors together."""
    return time.perf_counter(), time.process_time()


def tell(version, start, found):
    """start: what clocks() said at the start; found: the greatest KS statistic as (value, column), or words."""
    seconds, processor_seconds = (now - then for now, then in zip(clocks(), start))
    scale = 1 if sys.platform == "darwin" else 1024
    peak_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale
    if not isinstance(found, str):
        found = f"largest KS {found[0]:.6f} ({found[1]})"
    told = {"version": version, "seconds": seconds, "processor_seconds": processor_seconds, "peak_bytes": peak_bytes, "found": found}
    print(json.dumps(told))
