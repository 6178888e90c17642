"""The coach. Pure: values in, values out; no I/O, clock, randomness or framework. Rules: docs/rules.md."""
