"""Measurements of the budgets, each a ratio to a baseline from the same run. Nothing here is asserted in a test."""
