"use strict";
(() => {
  const table = document.querySelector("table");
  const filter = document.getElementById("filter");
  const status = filter.querySelector("[role=status]");
  const open = filter.elements.open;
  const collator = new Intl.Collator("en", { numeric: true });

  const domains = Array.from(table.tBodies, body => {
    const cells = Array.from(body.rows[0].cells);
    return {
      body,
      details: body.querySelector("details"),
      keys: cells.map(cell => cell.dataset.rank === undefined ? cell.textContent : Number(cell.dataset.rank)),
      mode: cells[1].textContent === "–" ? "-" : cells[1].textContent,
      outcome: cells[2].textContent,
      hasAdded: body.querySelector("summary .change") !== null,
    };
  });

  // Only what somebody would look for: the names, and the codes of the findings. Gathered when it is first needed.
  const textOf = domain => domain.text ??= Array.from(
    domain.body.querySelectorAll("th, .finding code, .subject"), element => element.textContent).join("\n").toLowerCase();

  const shown = () => domains.filter(domain => !domain.body.hidden);

  const labelOpen = () => {
    open.textContent = shown().some(domain => !domain.details.open) ? "Open all" : "Close all";
  };

  const applyFilter = () => {
    const { text, mode, outcome, added } = filter.elements;
    const wanted = text.value.trim().toLowerCase();
    for (const domain of domains) {
      domain.body.hidden = !(
        (mode.value === "" || domain.mode === mode.value)
        && (outcome.value === "" || domain.outcome === outcome.value)
        && (!added?.checked || domain.hasAdded)
        && (wanted === "" || textOf(domain).includes(wanted)));
    }
    status.textContent = `${shown().length} of ${domains.length} domains shown`;
    labelOpen();
  };

  const compare = (a, b) => typeof a === "number" ? a - b : collator.compare(a, b);

  const sortBy = (headers, column) => {
    const header = headers[column];
    // By name and mode from the first; by outcome, the worst first.
    const first = column < 2 ? "ascending" : "descending";
    const second = column < 2 ? "descending" : "ascending";
    const order = header.getAttribute("aria-sort") === first ? second : first;
    for (const other of headers) {
      other.setAttribute("aria-sort", other === header ? order : "none");
    }
    const sign = order === "ascending" ? 1 : -1;
    domains.sort((a, b) => sign * compare(a.keys[column], b.keys[column]) || collator.compare(a.keys[0], b.keys[0]));
    table.append(...domains.map(domain => domain.body));
  };

  const headers = Array.from(table.tHead.rows[0].cells);
  headers.forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    button.title = header.title;
    button.addEventListener("click", () => sortBy(headers, column));
    header.removeAttribute("title");
    header.replaceChildren(button);
    header.setAttribute("aria-sort", column === 2 ? "descending" : "none");
  });

  filter.addEventListener("input", applyFilter);
  filter.addEventListener("submit", event => event.preventDefault());
  open.addEventListener("click", () => {
    const opens = open.textContent === "Open all";
    for (const domain of shown()) {
      domain.details.open = opens;
    }
    labelOpen();
  });
  table.addEventListener("toggle", labelOpen, true);

  // A page on paper cannot be opened.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = shown().filter(domain => !domain.details.open);
    closed.forEach(domain => { domain.details.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach(domain => { domain.details.open = false; }));

  filter.hidden = false;
  applyFilter();
})();
