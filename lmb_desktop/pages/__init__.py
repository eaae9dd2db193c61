"""The wizard: its frame and one file a page."""
