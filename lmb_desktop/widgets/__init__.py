"""Qt parts used by pages and shell; they know no flow."""
