"""Measures what the design promises and prints the table; `bin/bench` builds the program and calls this."""

import os
import sys

from rows import Bench, NotMeasured, Row
from table import Table

ROWS = ["html", "json", "create", "big", "rights", "signin", "invitations", "people", "imports", "start", "postgres"]


def main():
    program, folder, asked = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3:] or ROWS
    unknown = [name for name in asked if name not in ROWS]
    if unknown:
        raise SystemExit(f"There is no row {', '.join(unknown)}. Rows: {', '.join(ROWS)}.")
    os.makedirs(folder, exist_ok=True)
    bench = Bench(program, folder, int(os.environ.get("DUR", "5")), int(os.environ.get("ROUNDS", "3")))
    table = Table()
    for name in asked:
        print(f"{name}:", flush=True)
        try:
            table.add(getattr(bench, name)())
        except NotMeasured as reason:
            table.add([Row(name, "", f"not measured: {reason}", None)])
    text = table.markdown()
    print("\n" + text)
    with open(folder + "/table.md", "w", encoding="utf-8") as file:
        file.write(text)


main()
