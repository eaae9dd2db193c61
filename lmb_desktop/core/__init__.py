"""What is true about accounts, in plain Python: no Qt, no network, no files, no clock."""
