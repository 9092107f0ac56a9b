// index.js - finding and sorting in the overview of a run; the page can be read without it.
"use strict";
(() => {
  const table = document.getElementById("projects");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const words = document.getElementById("words");
  const found = document.getElementById("found");

  // ---- finding: every word must stand in the row ----

  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

  function find() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !wanted.every((word) => texts.get(row).includes(word));
      shown += row.hidden ? 0 : 1;
    }
    found.textContent = `${shown} / ${rows.length}`;
  }
  words.addEventListener("input", find);
  document.getElementById("search").hidden = false;

  // ---- sorting: numbers as the decimals they are, since a binary fraction would not be exact ----

  const PLACES = 12;

  function keyOf(row, column) {
    const cell = row.cells[column];
    const text = cell.dataset.sort ?? cell.textContent.trim();
    const number = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
    if (!number)
      return { text };
    const digits = BigInt(number[2] + (number[3] ?? "").slice(0, PLACES).padEnd(PLACES, "0"));
    return { number: number[1] ? -digits : digits, text };
  }

  // Names are in the order of their reading; what is no number stands behind all numbers.
  function compare(a, b) {
    if (a.number !== undefined && b.number !== undefined)
      return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
    if (a.number !== undefined || b.number !== undefined)
      return a.number !== undefined ? -1 : 1;
    return a.text.localeCompare(b.text, "zh");
  }

  function sort(head) {
    const column = head.cellIndex;
    const descending = head.getAttribute("aria-sort") === "ascending";
    const keys = new Map(rows.map((row) => [row, keyOf(row, column)]));
    const sorted = [...rows].sort((a, b) => compare(keys.get(a), keys.get(b)));
    if (descending)
      sorted.reverse();
    for (const other of table.tHead.rows[0].cells)
      other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    body.append(...sorted);
  }

  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(head));
    head.replaceChildren(button);
  }
})();
