"""Fixtures for all tests; their homes are in tests/fixtures/."""

import hypothesis

pytest_plugins = [
    "tests.fixtures.databases",
    "tests.fixtures.kept",
    "tests.fixtures.server",
    "tests.fixtures.browser",
    "tests.fixtures.console",
]

# The machine may be busy: a slow example is no failure. And the same examples every time, so that a red run can be repeated.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True)
hypothesis.settings.load_profile("suite")
