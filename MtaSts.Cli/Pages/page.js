"use strict";
(() => {
  const table = document.querySelector("table");
  const controls = document.getElementById("controls");
  const { text, group, open, all } = controls.elements;
  const status = controls.querySelector("[role=status]");
  const choices = Array.from(document.querySelectorAll("button[data-filter]"));
  const selects = Array.from(controls.querySelectorAll("select[data-filter]"));
  const collator = new Intl.Collator("en", { numeric: true });
  const { format } = new Intl.NumberFormat("en");

  // A longer group is folded at first, where there are others.
  const longestOpen = 20;

  const items = Array.from(table.querySelectorAll("tbody.item"), body => ({
    body,
    details: body.querySelector("details"),
    keys: Array.from(body.rows[0].cells, cell => cell.dataset.rank === undefined ? cell.textContent.trim() : Number(cell.dataset.rank)),
  }));

  // What the items are called is the page's to say.
  const total = status.textContent;

  const groups = Array.from(table.querySelectorAll("tbody.group"), body => ({
    body,
    by: body.dataset.by,
    key: body.dataset.key,
    button: body.querySelector("h3 button"),
    isFolded: Number(body.dataset.size) > longestOpen,
  }));
  for (const one of groups) {
    one.isFolded &&= groups.filter(other => other.by === one.by).length > 1;
  }

  // Only what somebody would look for: the names, and the codes of the findings. Gathered when it is first needed.
  const textOf = item => item.text ??= Array.from(
    item.body.querySelectorAll("th, .finding code, .subject"), element => element.textContent).join("\n").toLowerCase();

  const findFilters = () => [
    ...choices.filter(button => button.ariaPressed === "true").map(button => [button.dataset.filter, button.dataset.value]),
    ...selects.filter(select => select.value !== "").map(select => [select.dataset.filter, select.value]),
  ];

  const isShown = item => !item.body.hidden;

  const labelOpen = () => {
    open.textContent = items.filter(isShown).some(item => !item.details.open) ? "Open all" : "Close all";
  };

  // What is looked for is shown, also where its group is folded.
  const update = () => {
    const filters = findFilters();
    const wanted = text.value.trim().toLowerCase();
    const isFiltered = filters.length > 0 || wanted !== "";
    let count = 0;
    for (const item of items) {
      const { dataset } = item.body;
      const matches = filters.every(([name, value]) => dataset[name] === value) && (wanted === "" || textOf(item).includes(wanted));
      count += matches;
      item.matches = matches;
      item.body.hidden = !matches;
    }
    for (const one of groups) {
      const members = one.by === group.value ? items.filter(item => item.matches && item.body.dataset[one.by] === one.key) : [];
      one.body.hidden = members.length === 0;
      const isFolded = one.isFolded && !isFiltered;
      one.button.ariaExpanded = String(!isFolded);
      one.button.querySelector(".count").textContent =
        members.length === Number(one.body.dataset.size) ? one.count : `${format(members.length)} of ${one.count}`;
      for (const item of members) {
        item.body.hidden = isFolded;
      }
    }
    status.textContent = isFiltered ? `${format(count)} of ${total} shown` : total;
    all.hidden = !isFiltered;
    labelOpen();
  };

  const arrange = () => {
    const by = group.value;
    const rows = by === ""
      ? items.map(item => item.body)
      : groups.filter(one => one.by === by).flatMap(
        one => [one.body, ...items.filter(item => item.body.dataset[by] === one.key).map(item => item.body)]);
    table.append(...rows);
    update();
  };

  const compare = (a, b) => typeof a === "number" ? a - b : collator.compare(a, b);

  const headers = Array.from(table.tHead.rows[0].cells);

  // By name, mode and days from the first; by what is bad, the worst first.
  const sortBy = column => {
    const header = headers[column];
    const [first, second] = header.dataset.sort === "descending" ? ["descending", "ascending"] : ["ascending", "descending"];
    const order = header.ariaSort === first ? second : first;
    for (const other of headers) {
      other.ariaSort = other === header ? order : "none";
    }
    const sign = order === "ascending" ? 1 : -1;
    items.sort((a, b) => sign * compare(a.keys[column], b.keys[column]) || collator.compare(a.keys[0], b.keys[0]));
    arrange();
  };

  headers.forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    button.title = header.title;
    button.addEventListener("click", () => sortBy(column));
    header.removeAttribute("title");
    header.replaceChildren(button);
    header.ariaSort = "none";
  });

  for (const one of groups) {
    one.count = one.button.querySelector(".count").textContent;
    one.button.disabled = false;
    one.button.addEventListener("click", () => {
      one.isFolded = !one.isFolded;
      update();
    });
  }

  // One value of a kind at a time; chosen again, it is none.
  for (const button of choices) {
    button.disabled = button.querySelector("b").textContent === "0";
    button.addEventListener("click", () => {
      const isPressed = button.ariaPressed !== "true";
      for (const other of choices.filter(other => other.dataset.filter === button.dataset.filter)) {
        other.ariaPressed = String(other === button && isPressed);
      }
      update();
    });
  }

  controls.addEventListener("input", event => event.target === group ? arrange() : update());
  controls.addEventListener("submit", event => event.preventDefault());
  all.addEventListener("click", () => {
    text.value = "";
    for (const select of selects) {
      select.value = "";
    }
    for (const button of choices) {
      button.ariaPressed = "false";
    }
    update();
    text.focus();
  });
  open.addEventListener("click", () => {
    const opens = open.textContent === "Open all";
    for (const item of items.filter(isShown)) {
      item.details.open = opens;
    }
    labelOpen();
  });
  table.addEventListener("toggle", labelOpen, true);

  // A page on paper can be neither opened nor unfolded.
  let closed = [];
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = groups.filter(one => one.isFolded);
    folded.forEach(one => { one.isFolded = false; });
    update();
    closed = items.filter(item => isShown(item) && !item.details.open);
    closed.forEach(item => { item.details.open = true; });
  });
  addEventListener("afterprint", () => {
    closed.forEach(item => { item.details.open = false; });
    folded.forEach(one => { one.isFolded = true; });
    update();
  });

  controls.hidden = false;
  arrange();
})();
