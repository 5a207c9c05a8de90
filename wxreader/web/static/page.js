// The page's terminal: xterm.js (out of textual-serve) on a socket to our server. What comes from the server is drawn by
// xterm.js on a canvas; nothing of it ever becomes markup. Sentences of the page come from the server and are set as text.
"use strict";
(() => {
  const LARGEST = 1000000; // bytes of a message; the server closes the connection above 1 MiB
  const PAUSES = [0.2, 0.5, 1, 2, 4]; // seconds before a lost connection is tried again; the last one repeats
  const TRIES = 30;
  const FACES = ["wx dots", "wx cells", "wx marks", "wx narrow", "wx chinese"];
  const FONTS = `${FACES.map((face) => `"${face}"`).join(", ")}, monospace`;
  const place = document.getElementById("terminal");
  const box = document.getElementById("said");
  const sentence = document.getElementById("sentence");
  const again = document.getElementById("again");
  const out = document.getElementById("out");
  const said = JSON.parse(place.dataset.messages);

  // xterm.js makes style elements; the page's policy takes only those that carry its nonce.
  const create = document.createElement.bind(document);
  document.createElement = (name, options) => {
    const made = create(name, options);
    if (String(name).toLowerCase() === "style") made.setAttribute("nonce", place.dataset.nonce);
    return made;
  };

  function say(text, { whole = false, button = false, seconds = 0 } = {}) {
    sentence.textContent = text;
    again.textContent = said.again;
    box.classList.toggle("whole", whole);
    again.hidden = !button;
    out.textContent = said.out;
    out.hidden = !button || place.dataset.users !== "yes";
    box.hidden = !text;
    if (seconds) setTimeout(() => { if (sentence.textContent === text) box.hidden = true; }, seconds * 1000);
  }

  function tabName() {
    let name = sessionStorage.getItem("wxreader-tab");
    if (!name) {
      name = Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join("");
      sessionStorage.setItem("wxreader-tab", name);
    }
    return name;
  }

  // The reader's own table of widths: first, last, cells. xterm.js's tables would differ in newer characters.
  function widths(ranges) {
    function wcwidth(code) {
      let low = 0;
      let high = ranges.length - 1;
      while (low <= high) {
        const middle = (low + high) >> 1;
        if (code < ranges[middle][0]) high = middle - 1;
        else if (code > ranges[middle][1]) low = middle + 1;
        else return ranges[middle][2];
      }
      return 1;
    }
    function charProperties(code, preceding) {
      let width = wcwidth(code);
      let joins = width === 0 && preceding !== 0;
      if (joins) {
        const before = (preceding >> 1) & 3;
        if (before === 0) joins = false;
        else if (before > width) width = before;
      }
      return ((width & 3) << 1) | (joins ? 1 : 0);
    }
    return { version: "wxreader", wcwidth, charProperties };
  }

  function copy(data) {
    const encoded = data.slice(data.indexOf(";") + 1);
    if (encoded === "?") return true; // nobody reads the clipboard
    try {
      const text = new TextDecoder().decode(Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0)));
      navigator.clipboard.writeText(text).then(() => say(said.copied, { seconds: 2 }), () => {});
    } catch (error) { /* no clipboard, or no base64: nothing is copied */ }
    return true;
  }

  // Keys that stay the browser's: its tools, its zoom, its paste, and copying what is selected with Shift and the mouse.
  function isBrowsers(event, terminal) {
    const key = event.key.toLowerCase();
    if (/^(f5|f11|f12)$/.test(key)) return true;
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
    return event.shiftKey ? /^[civj]$/.test(key) : /^[-+=0v]$/.test(key) || (key === "c" && terminal.hasSelection());
  }

  function touchToWheel(terminal) {
    let last = null;
    place.addEventListener("touchstart", (event) => { last = event.touches[0]; }, { passive: true });
    place.addEventListener("touchmove", (event) => {
      const now = event.touches[0];
      const step = place.clientHeight / terminal.rows;
      const lines = Math.trunc((last.clientY - now.clientY) / step);
      if (!lines) return;
      last = now;
      const wheel = { deltaY: lines, deltaMode: 1, clientX: now.clientX, clientY: now.clientY, bubbles: true, cancelable: true };
      terminal.element.dispatchEvent(new WheelEvent("wheel", wheel));
    }, { passive: true });
  }

  async function start() {
    const [cells] = await Promise.all([
      fetch("/static/cells.json").then((answer) => answer.json()),
      ...["15px", "bold 15px"].flatMap((style) => FACES.map(
        (face) => document.fonts.load(`${style} "${face}"`, "中a★…Ⅱ").catch(() => []))),
    ]);
    const terminal = new wxterm.Terminal({
      allowProposedApi: true, fontFamily: FONTS, fontSize: 15, scrollback: 0, rescaleOverlappingGlyphs: true, macOptionIsMeta: true,
      linkHandler: { activate() {} }, theme: { background: "#16181d" },
    });
    const fit = new wxterm.FitAddon();
    terminal.loadAddon(fit);
    terminal.loadAddon(new wxterm.CanvasAddon());
    terminal.unicode.register(widths(cells));
    terminal.unicode.activeVersion = "wxreader";
    terminal.parser.registerOscHandler(52, copy);
    terminal.attachCustomKeyEventHandler((event) => !isBrowsers(event, terminal));
    terminal.open(place);
    fit.fit();
    touchToWheel(terminal);
    window.wxpage = { terminal, fonts: FONTS, drop: () => socket.close() }; // for whoever measures the page

    let socket = null;
    let ended = false;
    let tries = 0;

    function send(message) {
      if (!socket || socket.readyState !== WebSocket.OPEN) return;
      const data = JSON.stringify(message);
      if (data.length > LARGEST / 4 && new TextEncoder().encode(data).length > LARGEST) say(said.large, { seconds: 6 });
      else socket.send(data);
    }

    function tellSize() { send(["resize", { width: terminal.cols, height: terminal.rows }]); }

    function finish(why) {
      ended = true;
      say(said[why] || said.gone, { whole: true, button: true });
      again.focus();
    }

    function download(key) {
      const link = create("a");
      link.href = `/download/${encodeURIComponent(key)}?tab=${tabName()}`;
      link.download = "";
      link.click();
    }

    function heard(data) {
      if (typeof data !== "string") { terminal.write(new Uint8Array(data)); return; }
      const [kind, value] = JSON.parse(data);
      if (kind === "end") finish(value);
      else if (kind === "download") download(value);
    }

    async function lost() {
      if (ended) return;
      say(said.lost);
      const answer = await fetch("/state", { cache: "no-store" }).catch(() => null);
      if (answer && answer.status === 401) { finish("refused"); return; }
      if (tries >= TRIES) { finish("gone"); return; }
      setTimeout(connect, 1000 * PAUSES[Math.min(tries++, PAUSES.length - 1)]);
    }

    function connect() {
      const address = new URL("/ws", location.href);
      address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
      address.search = new URLSearchParams({ tab: tabName(), width: terminal.cols, height: terminal.rows });
      socket = new WebSocket(address);
      socket.binaryType = "arraybuffer";
      socket.addEventListener("open", () => {
        tries = 0;
        terminal.reset();
        say("");
        tellSize();
        send([document.hasFocus() ? "focus" : "blur"]);
      });
      socket.addEventListener("message", (event) => heard(event.data));
      socket.addEventListener("close", lost);
    }

    terminal.onData((data) => send(["stdin", data]));
    terminal.onResize(tellSize);
    terminal.textarea.addEventListener("focus", () => send(["focus"]));
    terminal.textarea.addEventListener("blur", () => send(["blur"]));
    window.addEventListener("resize", () => fit.fit());
    again.addEventListener("click", () => location.reload());
    out.addEventListener("click", () => fetch("/sign-out", { method: "POST" }).finally(() => location.reload()));
    terminal.focus();
    connect();
  }

  window.addEventListener("load", start);
})();
