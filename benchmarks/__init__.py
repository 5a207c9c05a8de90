"""Benchmarks, run by hand or by `make bench`: ratios against something in the same run, never a test.

    python -m benchmarks [--dumps DIR] [--pages N] [NAME...]

Each makes what it measures on from the seeds where no folder of dumps is given. One alone:
`python -m benchmarks.bench_view`.
"""
