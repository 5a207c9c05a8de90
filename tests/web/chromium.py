"""A headless Chromium and a `wxreader serve` for it: what a test types and sees.

Skipped with a sentence where there is no Chromium; with WXREADER_REQUIRE_BROWSER set (CI) that is a failure.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

WIDTH, HEIGHT = 1280, 800
"""Pixels of the page."""
PATIENCE = 30.0
"""Seconds to wait for something to be seen."""


def find_chromium() -> tuple[str, str]:
    """Chromium and its driver; skips the test, or fails it where a browser is required."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    try:
        import selenium  # noqa: F401
    except ImportError:
        driver = None
    if browser and driver:
        return browser, driver
    missing = "no Chromium here (apt install chromium chromium-driver fonts-noto-cjk)"
    if os.environ.get("WXREADER_REQUIRE_BROWSER"):
        pytest.fail(missing)
    pytest.skip(missing)


def start_chromium(profile: Path) -> Any:
    """A headless Chromium with a page of 1280 by 800 pixels; it asks nobody but us."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    browser, driver = find_chromium()
    os.environ["SE_OFFLINE"] = "true"  # selenium looks for no driver elsewhere
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for argument in (
        "--headless=new",
        "--no-sandbox",  # CI runs as root
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--force-device-scale-factor=1",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
        f"--user-data-dir={profile}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chromium = webdriver.Chrome(service=Service(driver), options=options)
    metrics = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    return chromium


class Serving:
    """A `wxreader serve` of its own process.

    Args:
        library: What it serves.
        words: Further words of the command line.
    """

    def __init__(self, library: Path, *words: str) -> None:
        command = [
            sys.executable,
            "-m",
            "wxreader",
            "serve",
            "--port",
            "0",
            "--library",
            str(library),
            *words,
        ]
        self.errors = library.parent / "serve.log"
        with self.errors.open("w") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        self.address = self._read_address()

    def _read_address(self) -> str:
        assert self.process.stdout is not None
        address = self.process.stdout.readline().strip()
        assert address.startswith("http"), self.errors.read_text()
        return address

    def new_address(self) -> str:
        """An address for another browser, as the server prints it when asked."""
        self.process.send_signal(signal.SIGUSR1)
        return self._read_address()

    def stop(self) -> int:
        """End it as systemd does, and give its exit status."""
        self.process.terminate()
        return self.process.wait(PATIENCE)


class Tab:
    """The page as somebody sees it and types into it.

    Args:
        chromium: The browser.
    """

    def __init__(self, chromium: Any) -> None:
        self.chromium = chromium

    def open(self, address: str) -> None:
        """Open an address and wait for the reader."""
        self.chromium.get(address)
        self.wait(lambda: bool(self.screen().strip()))

    def screen(self) -> str:
        """The terminal's text, a line a row; empty before there is a terminal."""
        script = """
            if (!window.wxpage) return "";
            const { terminal } = wxpage, buffer = terminal.buffer.active, rows = [];
            for (let n = 0; n < terminal.rows; n++) rows.push(buffer.getLine(n).translateToString(true));
            return rows.join("\\n");"""
        return str(self.chromium.execute_script(script))

    def said(self) -> str:
        """The page's own sentence, beside or over the terminal."""
        script = "const box = document.getElementById('said'); return box && !box.hidden ? box.innerText : ''"
        return str(self.chromium.execute_script(script))

    def type(self, *keys: str) -> None:
        """Press keys, one after the other."""
        from selenium.webdriver.common.action_chains import ActionChains

        for key in keys:
            ActionChains(self.chromium, duration=0).send_keys(key).perform()

    def wait(self, seen: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait until something is seen."""
        end = time.monotonic() + seconds
        while not seen():
            if time.monotonic() > end:
                pytest.fail("not seen in time; the page shows:\n" + self.said() + "\n" + self.screen())
            time.sleep(0.03)

    def see(self, *texts: str) -> None:
        """Wait until texts stand on the screen."""
        self.wait(lambda: all(text in self.screen() for text in texts))

    def console(self) -> list[str]:
        """What the page complained about: scripts, its content policy, files that are missing."""
        return [entry["message"] for entry in self.chromium.get_log("browser")]
