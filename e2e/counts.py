"""Prints how many tests of a pytest report passed and how many did not: python counts.py REPORT.xml"""

import sys
import xml.etree.ElementTree as tree

suites = [suite.attrib for suite in tree.parse(sys.argv[1]).iter("testsuite")]
total, skipped, bad = (
    sum(int(suite[name]) for suite in suites for name in names)
    for names in (["tests"], ["skipped"], ["failures", "errors"])
)
print(total - skipped - bad, bad)
