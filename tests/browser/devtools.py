"""A headless Chromium, driven through its DevTools protocol over a pipe: Python's own library is enough."""

import json
import os
import shutil
import subprocess
import tempfile
import time

FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-default-browser-check",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
         "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb", "--remote-debugging-pipe"]


def find_chromium():
    return next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)


class Browser:
    """Commands go out on the browser's descriptor 3, answers and events come on 4, each ended by a zero byte."""

    def __init__(self, executable):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_read, self.to_browser = os.pipe()
        self.from_browser, to_write = os.pipe()

        def descriptors():
            # Above those that are to be taken, so that neither is overwritten.
            read, write = os.dup(to_read), os.dup(to_write)
            read, write = os.dup2(read, 103), os.dup2(write, 104)
            os.dup2(read, 3)
            os.dup2(write, 4)

        self.process = subprocess.Popen([executable, *FLAGS, "--user-data-dir=" + self.profile.name],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        close_fds=False, preexec_fn=descriptors)
        os.close(to_read)
        os.close(to_write)
        self.bytes = b""
        self.last = 0
        self.events = []
        self.session = None

    def close(self):
        self.process.kill()
        self.process.wait()
        self.profile.cleanup()

    def _message(self):
        while b"\0" not in self.bytes:
            more = os.read(self.from_browser, 1 << 20)
            if not more:
                raise RuntimeError("the browser has gone")
            self.bytes += more
        message, _, self.bytes = self.bytes.partition(b"\0")
        return json.loads(message)

    def call(self, method, **params):
        self.last += 1
        command = {"id": self.last, "method": method, "params": params}
        if self.session:
            command["sessionId"] = self.session
        os.write(self.to_browser, json.dumps(command).encode() + b"\0")
        while True:
            message = self._message()
            if message.get("id") == self.last:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self.events.append(message)

    def wait_for(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self._message())


class Tab:
    """One page in a tab of its own, with all that it said and asked for."""

    def __init__(self, browser, path, dark=False, width=1280, script=True):
        self.browser = browser
        browser.session = None
        self.target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        browser.session = browser.call("Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        browser.events = []
        for domain in ("Page", "Runtime", "Log", "Network"):
            browser.call(domain + ".enable")
        browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        browser.call("Emulation.setEmulatedMedia",
                     features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        if not script:
            browser.call("Emulation.setScriptExecutionDisabled", value=True)
        began = time.monotonic()
        browser.call("Page.navigate", url="file://" + os.path.abspath(path))
        browser.wait_for("Page.loadEventFired")
        self.seconds = time.monotonic() - began

    def eval(self, expression):
        result = self.browser.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"].get("exception", {}).get("description", str(result)))
        return result["result"].get("value")

    def settle(self):
        """Until what was done is drawn."""
        self.eval("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def press(self, key, code=None, text=None):
        for kind in ("keyDown", "keyUp"):
            extra = {"text": text} if text and kind == "keyDown" else {}
            self.browser.call("Input.dispatchKeyEvent", type=kind, key=key, code=code or key, **extra)
        self.settle()

    def troubles(self):
        """Errors in the console, exceptions, dialogs, and requests for anything but the page itself."""
        found = []
        for event in self.browser.events:
            method, params = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                found.append(params["exceptionDetails"].get("exception", {}).get("description", str(params)))
            elif method == "Log.entryAdded":
                found.append(params["entry"]["text"])
            elif method == "Runtime.consoleAPICalled":
                found.append("console: " + str(params["args"]))
            elif method == "Page.javascriptDialogOpening":
                found.append("dialog: " + params["message"])
            elif method == "Network.requestWillBeSent":
                if params["type"] != "Document" or not params["request"]["url"].startswith("file://"):
                    found.append("request: " + params["request"]["url"])
        return found

    def shot(self, path, whole=False):
        import base64
        data = self.browser.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        self.browser.session = None
        self.browser.call("Target.closeTarget", targetId=self.target)
