"""That a file which loads real data once is not loaded by both workers."""

from __future__ import annotations

from tests.distribution import Whole

LOADS, OTHER = "tests/compare/markets/test_au_health.py", "tests/compare/store/test_times.py"


def scope(test: str) -> str:
    return Whole._split_scope(object.__new__(Whole), test)


def test_tests_of_a_file_that_loads_once_go_to_one_worker() -> None:
    assert scope(f"{LOADS}::TestTheWholeFiles::test_one[a::b]") == scope(f"{LOADS}::test_two")


def test_other_tests_go_one_by_one() -> None:
    assert scope(f"{OTHER}::test_one") != scope(f"{OTHER}::test_two")
