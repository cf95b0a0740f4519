# SPDX-License-Identifier: GPL-2.0-or-later
"""Chromium without a window, driven over a pipe by its DevTools protocol
(https://chromedevtools.github.io/devtools-protocol/)."""
import base64
import contextlib
import fcntl
import io
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

from PIL import Image

PATIENCE_S = 60
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         "--remote-debugging-pipe", "--no-first-run", "--disable-extensions",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-dev-shm-usage", "--force-color-profile=srgb",
         # Nothing that a page asks for leaves this machine.
         "--host-resolver-rules=MAP * ~NOTFOUND"]


class Browser:
    """Chromium with one page; a context manager. What happens on the page is in `events`."""

    def __init__(self):
        program = shutil.which("chromium")
        if program is None:
            raise RuntimeError("there is no chromium: install Debian's package")
        self.folder = tempfile.mkdtemp()
        self.events = []
        self.last_id = 0
        self.buffer = b""
        to_read, self.writer = os.pipe()
        self.reader, to_write = os.pipe()
        # The browser reads from descriptor 3 and writes to 4: out of their way first.
        sources = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (to_read, to_write)]

        def place():
            os.dup2(sources[0], 3)
            os.dup2(sources[1], 4)

        self.process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={self.folder}", "about:blank"], preexec_fn=place,
            pass_fds=(3, 4), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        for end in (to_read, to_write, *sources):
            os.close(end)
        self.session = None
        try:
            self._open_page()
        except (RuntimeError, BrokenPipeError) as error:
            self.__exit__()
            raise RuntimeError("chromium could not be started") from error

    def _open_page(self):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log", "Accessibility", "Audits"):
            self.call(domain + ".enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, 9)
        self.process.wait()
        os.close(self.writer)
        os.close(self.reader)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _message(self, deadline):
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.reader], [], [], max(0, deadline - time.monotonic()))
            read = os.read(self.reader, 1 << 20) if ready else b""
            if not read:
                raise RuntimeError("chromium does not answer")
            self.buffer += read
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.last_id += 1
        call = {"id": self.last_id, "method": method, "params": params}
        if self.session:
            call["sessionId"] = self.session
        os.write(self.writer, json.dumps(call).encode() + b"\0")
        deadline = time.monotonic() + PATIENCE_S
        while True:
            message = self._message(deadline)
            if message.get("id") == self.last_id:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]
            self.events.append(message)

    def open(self, path, width, height, scheme):
        """Loads a file in a window so wide and high, `light` or `dark`, or on `print`."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=width < 500)
        paper = scheme == "print"
        self.call("Emulation.setEmulatedMedia", media="print" if paper else "screen",
                  features=[{"name": "prefers-color-scheme",
                             "value": "light" if paper else scheme}])
        self.events.clear()
        self.call("Page.navigate", url="file://" + path)
        self.wait_for("Page.loadEventFired")

    def wait_for(self, event):
        deadline = time.monotonic() + PATIENCE_S
        while not any(seen.get("method") == event for seen in self.events):
            self.events.append(self._message(deadline))

    def evaluate(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"]["exception"]["description"])
        return result["result"].get("value")

    def screenshot(self):
        """The whole page, also what is below the window: a pixel for each of its own."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True,
                         clip=clip)
        return Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")

    def accessibility(self):
        return self.call("Accessibility.getFullAXTree")["nodes"]
