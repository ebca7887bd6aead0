"""Fixtures for all tests; their homes are in tests/fixtures/."""

pytest_plugins = [
    "tests.fixtures.databases",
    "tests.fixtures.server",
    "tests.fixtures.browser",
    "tests.fixtures.console",
]
