"""The version of LMB Desktop lives here, and nothing else."""

__version__ = "0.1.0"
