// ---- The filter

const groups = all(".group");
const rows = all("#matrix tbody tr");
const texts = groups.map((group) => all("h2, .title, .about", group).map((part) => part.textContent).join(" ").toLowerCase());
const kTrouble = ["failed", "inconclusive", "error"];

function passes(group, text, words, show) {
  const states = group.dataset.states.split(" ");
  if (!words.every((word) => text.includes(word))) return false;
  if (show === "trouble") return states.some((state) => kTrouble.includes(state));
  if (show === "change") return states.filter((state) => state !== "skipped").length > 1;
  return true;
}

function filter() {
  const words = one("#find").value.toLowerCase().split(/\s+/).filter((word) => word);
  const show = one("#show").value;
  let shown = 0;
  groups.forEach((group, i) => {
    const seen = passes(group, texts[i], words, show);
    group.hidden = !seen;
    if (rows[i]) rows[i].hidden = !seen;
    if (seen) ++shown;
  });
  one("#count").textContent = shown + " of " + groups.length + " shown";
}

function chooseRelease() {
  const release = one("#release").value;
  for (const cell of all("details.cell")) cell.hidden = release !== "all" && cell.dataset.r !== release;
  const column = release === "all" ? -1 : Number(release) + 1;
  for (const row of all("#matrix tr"))
    Array.from(row.cells).forEach((cell, i) => { cell.hidden = column >= 0 && i !== 0 && i !== column; });
}

function fold() {
  for (const cell of all("details.cell[open]")) cell.open = false;
}

function startControls() {
  const controls = one("#controls");
  if (!controls) return;
  controls.hidden = false;
  one("#find").addEventListener("input", filter);
  one("#show").addEventListener("change", filter);
  one("#release").addEventListener("change", chooseRelease);
  one("#fold").addEventListener("click", fold);
  startFind();
  filter();
}

// ---- The picture of a sample: an M is a triangle, a P a rectangle, a G a circle; who waits is a square

const kSvg = one("svg").namespaceURI;
const kColumn = 92, kAcross = 8, kMostSquares = 40, kMostProcs = 64;

function shape(parent, name, attributes, text) {
  const node = document.createElementNS(kSvg, name);
  for (const key in attributes) node.setAttribute(key, attributes[key]);
  if (text !== undefined) node.textContent = text;
  parent.append(node);
  return node;
}

function squares(svg, x, y, count, across) {
  const drawn = Math.min(count, kMostSquares);
  for (let i = 0; i < drawn; ++i)
    shape(svg, "rect", {x: x + i % across * 13, y: y + Math.floor(i / across) * 13, width: 10, height: 10, rx: 2, class: "wait"});
  const height = Math.ceil(drawn / across) * 13;
  if (drawn === count) return height;
  shape(svg, "text", {x, y: y + height + 11, class: "left"}, "and " + (count - drawn) + " more");
  return height + 16;
}

function drawProc(svg, p, x, y, sample) {
  const seat = sample.seats && sample.seats[p];
  const idle = seat && seat[0] === null;
  if (seat && seat[0] !== null) {
    if (seat[1] !== null) {
      shape(svg, "circle", {cx: x, cy: y + 16, r: 15, class: "gor"});
      shape(svg, "text", {x, y: y + 20}, "G" + seat[1]);
    }
    shape(svg, "path", {d: "M" + x + " " + (y + 34) + "l18 30h-36z", class: "mach"});
    shape(svg, "text", {x, y: y + 60}, "M" + seat[0]);
  }
  const top = sample.seats ? y + 68 : y;
  shape(svg, "rect", {x: x - 32, y: top, width: 64, height: 26, rx: 3, class: idle ? "proc still" : "proc"});
  shape(svg, "text", {x, y: top + 17}, "P" + p);
  const local = sample.local[p];
  if (local === undefined) return top + 30 - y;
  shape(svg, "text", {x, y: top + 41}, local + " waiting");
  return top + 48 + squares(svg, x - 32, top + 48, local, 5) - y;
}

function draw(box, sample) {
  const svg = document.createElementNS(kSvg, "svg");
  let y = 16;
  shape(svg, "text", {x: 4, y, class: "left"}, "Global run queue: " + (sample.global === null ? "not told" : sample.global));
  y += 8;
  y += squares(svg, 4, y, sample.global || 0, 40) + 10;
  const procs = Math.min(Math.max(sample.local.length, sample.seats ? sample.seats.length : 0), kMostProcs);
  for (let first = 0; first < procs; first += kAcross) {
    let height = 0;
    for (let p = first; p < Math.min(first + kAcross, procs); ++p)
      height = Math.max(height, drawProc(svg, p, 40 + (p - first) * kColumn, y, sample));
    y += height + 12;
  }
  svg.setAttribute("viewBox", "0 0 760 " + (y + 4));
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "P, M and G at " + sample.time + " ms");
  box.replaceChildren(svg);
}

function sampleAt(series, i) {
  return {
    time: series.time_ms[i], global: series.runqueue[i], local: series.local_queues[i], idle: series.idleprocs[i],
    threads: series.threads[i], idlethreads: series.idlethreads[i],
    seats: series.seats && series.seats[i].length > 0 ? series.seats[i] : null,
  };
}

function words(sample) {
  const told = (name, value) => value === null ? "" : ", " + value + " " + name;
  return "At " + sample.time + " ms" + told("waiting in the global run queue", sample.global) +
    (sample.local.length > 0 ? ", local run queues [" + sample.local.join(" ") + "]" : "") +
    told("Ps idle", sample.idle) + told("threads", sample.threads) + told("of them idle", sample.idlethreads) + ".";
}

function mark(svg, time) {
  if (!svg) return;
  const data = svg.dataset;
  const left = Number(data.left), right = Number(data.right), start = Number(data.start), end = Number(data.end);
  const x = left + (time - start) / (end - start) * (right - left);
  const line = one(".pick", svg) || shape(svg, "line", {class: "pick", y1: 0, y2: data.bottom});
  line.setAttribute("x1", x);
  line.setAttribute("x2", x);
}

function startPicture(picture) {
  const series = JSON.parse(one("script", picture).textContent);
  const figure = picture.closest("figure");
  const timeline = figure && one(".timeline", figure);
  const label = document.createElement("label");
  const slider = document.createElement("input");
  const text = document.createElement("p");
  const box = document.createElement("div");
  Object.assign(slider, {type: "range", min: 0, max: series.time_ms.length - 1, value: picture.dataset.first});
  box.className = "scroll";
  text.setAttribute("aria-live", "polite");
  label.append("Sample", slider);
  picture.append(label, text, box);
  const show = () => {
    const sample = sampleAt(series, Number(slider.value));
    text.textContent = words(sample);
    slider.setAttribute("aria-valuetext", sample.time + " ms");
    draw(box, sample);
    mark(timeline, sample.time);
  };
  slider.addEventListener("input", show);
  if (timeline) timeline.addEventListener("click", (event) => {
    const area = timeline.getBoundingClientRect();
    const data = timeline.dataset;
    const x = (event.clientX - area.left) / area.width * timeline.viewBox.baseVal.width;
    const share = (x - Number(data.left)) / (Number(data.right) - Number(data.left));
    const time = Number(data.start) + share * (Number(data.end) - Number(data.start));
    let nearest = 0;
    series.time_ms.forEach((at, i) => { if (Math.abs(at - time) < Math.abs(series.time_ms[nearest] - time)) nearest = i; });
    slider.value = nearest;
    show();
  });
  picture.hidden = false;
  show();
}

function openCell(cell) {
  const picture = one(".picture[hidden]", cell);
  if (picture) startPicture(picture);
}

// The toggle event does not rise; it is caught on its way down.
document.addEventListener("toggle", (event) => {
  if (event.target.matches && event.target.matches("details.cell[open]")) openCell(event.target);
}, true);
for (const cell of all("details.cell[open]")) openCell(cell);
startControls();
startMatrix();
openTarget();
})();
/*]]>*/
