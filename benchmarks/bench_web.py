"""Visits at once in a browser's place: how long a key waits for its answer, how much memory a visit takes.

    python -m benchmarks.bench_web [--visits 20] [--seconds 60]

Each visit has a connection of its own and presses a key every half second: lists, texts, a search, panes. A
key's answer is the first thing that the page is sent after it. The server is a process of its own.
"""

from __future__ import annotations

import asyncio
import itertools
import math
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

from benchmarks.pages import gather, parser

KEYS = ("j", "j", "\r", "j", "J", "K", "1", "k", "s", "长", "三", "角", "\r", "1", "\x1b", "m", "u", "G", "g")
"""What somebody presses in turn; nothing that leaves."""
PAUSE = 0.5
"""Seconds between two keys of a visit."""
PATIENCE = 5.0
"""Seconds after which a key counts as one that changed nothing."""


def memory_of(pid: int) -> tuple[float, float]:
    """Resident and proportional memory of a process, in MB."""
    rows = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:])
    return (int(rows["Rss"].split()[0]) / 1024, int(rows["Pss"].split()[0]) / 1024)


def children_of(pid: int) -> list[int]:
    """Processes that a process started."""
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


async def read_away(socket: aiohttp.ClientWebSocketResponse, quiet: float) -> None:
    """Take what is sent until nothing has been for a while."""
    try:
        while True:
            await asyncio.wait_for(socket.receive_bytes(), quiet)
    except TimeoutError:
        return


async def visit(client: aiohttp.ClientSession, origin: str, number: int, seconds: float) -> list[float]:
    """One visit's waits, in seconds."""
    waits: list[float] = []
    url = f"{origin}/ws?tab=visit-number-{number}&width=142&height=40"
    async with client.ws_connect(url, headers={"Origin": origin}) as socket:
        await asyncio.wait_for(socket.receive_bytes(), 60)
        await read_away(socket, 2.0)
        end = time.monotonic() + seconds
        for key in itertools.cycle(KEYS):
            if time.monotonic() > end:
                break
            begun = time.perf_counter()
            await socket.send_json(["stdin", key])
            try:
                await asyncio.wait_for(socket.receive_bytes(), PATIENCE)
                waits.append(time.perf_counter() - begun)
            except TimeoutError:
                waits.append(math.inf)
            await read_away(socket, PAUSE)
    return waits


async def measure(address: str, server: int, visits: int, seconds: float) -> None:
    """Open all visits, let them type, print the figures."""
    origin = address.partition("/?")[0]
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        async with client.get(address) as answer:
            answer.raise_for_status()
        running = [asyncio.create_task(visit(client, origin, n, seconds)) for n in range(visits)]
        await asyncio.sleep(seconds * 0.8)
        memory = [memory_of(pid) for pid in children_of(server)]
        own = memory_of(server)[0]
        found = list(itertools.chain.from_iterable(await asyncio.gather(*running)))
    waits = sorted(wait for wait in found if wait < PATIENCE)
    print(
        f"{visits} visits, {len(waits)} keys; {len(found) - len(waits)} changed nothing in {PATIENCE:.0f} s"
    )
    print(
        f"a key's answer: median {statistics.median(waits) * 1000:.0f} ms, "
        f"95 in 100 under {waits[int(len(waits) * 0.95)] * 1000:.0f} ms, worst {waits[-1] * 1000:.0f} ms"
    )
    rss, pss = (statistics.mean(column) for column in zip(*memory, strict=True))
    print(f"memory of a visit: {rss:.0f} MB resident, {pss:.0f} MB counted once; the server {own:.0f} MB")


def main() -> None:
    """Serve pages and measure."""
    options = parser(__doc__)
    options.add_argument("--visits", type=int, default=20)
    options.add_argument("--seconds", type=float, default=60.0)
    args = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        gather(Path(folder) / "dumps", args.dumps, args.pages)
        words = [
            "serve",
            f"{folder}/dumps",
            "--library",
            f"{folder}/library",
            "--port",
            "0",
            "--visits",
            str(args.visits),
        ]
        command = [sys.executable, "-m", "wxreader", *words]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            asyncio.run(measure(address, server.pid, args.visits, args.seconds))
            server.terminate()
            begun = time.perf_counter()
            server.wait()
            print(f"the server and all visits ended in {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
