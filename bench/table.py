"""The table that people read."""

import os
import platform


class Table:
    """Rows with what was promised, what was measured, and whether that is enough."""

    def __init__(self):
        self.rows = []

    def add(self, rows):
        self.rows += rows

    def markdown(self):
        lines = [f"Measured on {processor()}, {os.cpu_count()} processors, {platform.system()} {platform.release()}.", ""]
        lines += ["| work | bar | measured | verdict |", "|---|---|---|---|"]
        lines += [f"| {row.work} | {row.bar} | {row.measured} | {verdict(row)} |" for row in self.rows]
        return "\n".join(lines) + "\n"


def verdict(row):
    return "" if row.is_met is None else "met" if row.is_met else "falls short"


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        return next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "an unknown processor")
