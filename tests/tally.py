"""Counting checks, and telling those that fail, as every suite ends: `N passed, N failed`."""

DETAIL_SHOWN, FAILURES_SHOWN = 4000, 200  # characters; and how many are told


class Tally:
    """The checks of one suite."""

    def __init__(self):
        self.failures, self.passed = [], 0

    def check(self, title, holds, detail=""):
        """Counts one more check."""
        if holds:
            self.passed += 1
        else:
            self.failures.append(f"{title}\n{str(detail)[:DETAIL_SHOWN]}")

    def end(self):
        """Prints what failed and the counts; gives the exit status."""
        for failure in self.failures[:FAILURES_SHOWN]:
            print(f"FAIL {failure}")
        print(f"{self.passed} passed, {len(self.failures)} failed")
        return 1 if self.failures else 0
