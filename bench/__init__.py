"""Benchmarks: ratios taken in one run against a stated baseline (make bench)."""
