"""The soak: a simulated year of many accounts against the practice services, with everything that goes wrong in one."""
