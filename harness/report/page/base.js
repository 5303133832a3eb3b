/*<![CDATA[*/
// What every page does besides being read: folds that open when they are linked
// to, and keys for the matrix. It asks for nothing, and puts text into the page
// as text only. The page's own script goes on in the same function.
"use strict";
(() => {
const one = (query, within = document) => within.querySelector(query);
const all = (query, within = document) => Array.from(within.querySelectorAll(query));

// ---- Folds that are linked to

function openTarget() {
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  if (!target) return;
  const fold = target.closest("details");
  if (!fold) return;
  fold.open = true;
  const group = fold.closest(".group");
  fold.hidden = false;
  if (group) group.hidden = false;
  fold.scrollIntoView();
  one("summary", fold).focus({preventScroll: true});
}
addEventListener("hashchange", openTarget);

// ---- "/" leads to the filter

function startFind() {
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    event.preventDefault();
    one("#find").focus();
  });
}

// ---- Arrow keys in the matrix: one stop for the tabulator, not one for each cell

function startMatrix() {
  const links = all("#matrix td a");
  const stop = (link) => {
    for (const other of links) other.tabIndex = -1;
    link.tabIndex = 0;
  };
  if (links.length > 0) stop(links[0]);
  const table = one("#matrix");
  if (!table) return;
  table.addEventListener("focusin", (event) => { if (links.includes(event.target)) stop(event.target); });
  table.addEventListener("keydown", (event) => {
    const steps = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]};
    const step = steps[event.key];
    const place = event.target.closest("td");
    if (!step || !place) return;
    event.preventDefault();
    let row = place.parentElement.rowIndex, column = place.cellIndex;
    for (;;) {
      row += step[0];
      column += step[1];
      const next = table.rows[row] && table.rows[row].cells[column];
      if (!next) return;
      const link = one("a", next);
      if (link && !next.hidden && !table.rows[row].hidden) { link.focus(); return; }
    }
  });
}

