"""Benchmarks, run by hand: ratios against something in the same run, never a test."""
