"""Load: wrk on one thread, and what else the machine did meanwhile."""

import os
import resource
import subprocess
import statistics
from dataclasses import dataclass

from servers import busy_seconds

HERE = os.path.dirname(os.path.abspath(__file__))


@dataclass
class Load:
    """One run."""

    rate: float
    p50: float
    p99: float
    errors: int
    milliseconds_of_cpu: float
    disturbance: float


@dataclass
class Call:
    """What to ask for."""

    server: object
    path: str
    headers: dict
    method: str = "GET"
    body: str = None


def run(call, connections, seconds):
    """Asks for `seconds`. Disturbance is what other programs used, in % of one processor."""
    environment = dict(os.environ, W_METHOD=call.method, W_HEADERS="\n".join(f"{k}: {v}" for k, v in call.headers.items()))
    if call.body is not None:
        environment["W_BODY"] = call.body
    before = (call.server.cpu_seconds(), busy_seconds(), children_seconds())
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", "--latency", "-s", HERE + "/wrk.lua"]
    answer = subprocess.run(
        command + [f"http://127.0.0.1:{call.server.port}{call.path}"], env=environment, capture_output=True, text=True, check=True)
    after = (call.server.cpu_seconds(), busy_seconds(), children_seconds())
    server, busy, wrk = (b - a for a, b in zip(before, after))
    numbers = next(line for line in answer.stderr.splitlines() if line.startswith("CSV,")).split(",")[1:]
    requests, time, p50, p99, _, errors = (float(number) for number in numbers)
    return Load(
        rate=requests / time, p50=p50, p99=p99, errors=int(errors), milliseconds_of_cpu=server * 1000 / max(1, requests),
        disturbance=max(0.0, (busy - server - wrk) / time * 100))


def children_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def compare(calls, connections, seconds, rounds=3):
    """Runs the calls in turn, `rounds` times, and returns the median run of each: what disturbs one disturbs the others."""
    runs = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            runs[name].append(run(call, connections, seconds))
    medians = {name: median(loads) for name, loads in runs.items()}
    for name, load in medians.items():
        print(
            f"  {name:<34} c={connections:<3} {load.rate:9.1f}/s  p50 {load.p50:8.2f} ms  p99 {load.p99:8.2f} ms  errors {load.errors:<4} "
            f"cpu {load.milliseconds_of_cpu:6.3f} ms/request  others {load.disturbance:3.0f} %", flush=True)
    return medians


def median(loads):
    """The run with the middle rate, with the median p99 of all."""
    middle = sorted(loads, key=lambda load: load.rate)[len(loads) // 2]
    middle.p99 = statistics.median(load.p99 for load in loads)
    middle.errors = max(load.errors for load in loads)
    middle.disturbance = max(load.disturbance for load in loads)
    return middle
