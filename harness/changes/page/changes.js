// ---- The filter of all that was compared

const tables = all("table.all");
const rows = tables.flatMap((table) => all("tbody tr", table));
const texts = rows.map((row) => row.cells[0].textContent.toLowerCase());

function passes(row, text, words, show) {
  if (!words.every((word) => text.includes(word))) return false;
  if (show === "all") return true;
  return show === "change" ? row.dataset.c === "1" : row.dataset.g === show;
}

function filter() {
  const words = one("#find").value.toLowerCase().split(/\s+/).filter((word) => word);
  const show = one("#show").value;
  let shown = 0;
  rows.forEach((row, i) => {
    row.hidden = !passes(row, texts[i], words, show);
    if (!row.hidden) ++shown;
  });
  one("#count").textContent = shown + " of " + rows.length + " shown";
}

const controls = one("#controls");
if (controls) {
  controls.hidden = false;
  one("#find").addEventListener("input", filter);
  one("#show").addEventListener("change", filter);
  startFind();
  filter();
}

// ---- A change that is linked to gets the focus

function focusChange() {
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  if (target && target.matches(".change")) target.focus({preventScroll: true});
}
addEventListener("hashchange", focusChange);
startMatrix();
openTarget();
focusChange();
})();
/*]]>*/
