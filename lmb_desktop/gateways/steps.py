"""The names of the migration steps in order, apart from the steps so that a start need not load them."""

STEP_NAMES = ("first_tables", "connections_that_last", "replies_that_are_kept")
