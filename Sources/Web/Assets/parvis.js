// Parvis: what makes the pages nicer. Every page works without it; every word it shows comes from the markup.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const word = (name, near) => near?.closest?.(`[data-${name}]`)?.getAttribute(`data-${name}`) ?? "";

  // Announcements: one polite region, made once, filled with texts that the server wrote.

  const region = document.createElement("p");
  region.className = "sr";
  region.setAttribute("role", "status");
  document.body.append(region);

  const announce = (text) => {
    if (!text) return;
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 60);
  };

  // Dialogs: <a href="/the/same/form" data-dialog="id">, <dialog id="id" data-open>, <button data-close>.

  const openDialog = (dialog) => {
    if (dialog.open) return;
    dialog.showModal();
    dialog.querySelector("[aria-invalid=true]")?.focus();
  };

  const onDialogLink = (event, link) => {
    const dialog = document.getElementById(link.dataset.dialog);
    if (!dialog?.showModal || event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
    event.preventDefault();
    closeMenus();
    openDialog(dialog);
  };

  const onClose = (event, button) => {
    const target = button.closest("dialog, .flash");
    if (!target) return;
    event.preventDefault();
    if (target.matches("dialog")) target.close();
    else {
      target.remove();
      document.querySelector("main")?.focus({ preventScroll: true });
    }
  };

  // Confirmation: data-confirm on a form or on one of its buttons, with data-confirm-text, -yes and -no around it.

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };

  const ask = (source, accepted) => {
    const dialog = make("dialog");
    const header = make("header");
    const title = make("h2", "", source.dataset.confirm);
    const body = make("div", "body");
    const acts = make("div", "acts form-acts");
    const no = make("button", "btn", word("confirm-no", source));
    const yes = make("button", source.matches(".bad, :has(.bad)") ? "btn bad" : "btn main", word("confirm-yes", source));
    title.id = "confirm-title";
    no.type = yes.type = "button";
    dialog.setAttribute("aria-labelledby", title.id);
    header.append(title);
    if (source.dataset.confirmText) body.append(make("p", "lead", source.dataset.confirmText));
    acts.append(no, yes);
    body.append(acts);
    dialog.append(header, body);
    document.body.append(dialog);
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => { dialog.close(); accepted(); });
    dialog.addEventListener("close", () => dialog.remove());
    dialog.showModal();
    no.focus();
  };

  // Sending: ask first, then send once. `data-again` allows repeats (a form whose answer is a download).

  const confirmed = new WeakSet();

  const onSubmit = (event) => {
    const form = event.target;
    const button = event.submitter;
    if ("sent" in form.dataset) return event.preventDefault();
    const source = button?.dataset.confirm ? button : form.dataset.confirm ? form : null;
    if (source && !confirmed.has(form)) {
      event.preventDefault();
      ask(source, () => {
        confirmed.add(form);
        form.requestSubmit(button);
        confirmed.delete(form);
      });
      return;
    }
    if (form.method !== "post" || "again" in form.dataset) return;
    form.dataset.sent = "";
    button?.setAttribute("aria-busy", "true");
  };

  const release = () => {
    for (const form of all("form[data-sent]")) delete form.dataset.sent;
    for (const button of all("form [aria-busy=true]")) button.removeAttribute("aria-busy");
  };

  // Unsaved changes: <form data-guard> marks what differs from what is saved, counts it in [data-unsaved], and asks before it is left.
  // What the server sent changed already says in data-was what is saved.

  const saved = (control) => {
    const { was } = control.dataset;
    if (control.matches("[type=checkbox], [type=radio]")) return was === undefined ? control.defaultChecked : was === "1";
    if (!control.matches("select")) return was ?? control.defaultValue ?? "";
    return was ?? ([...control.options].find((option) => option.defaultSelected) ?? control.options[0])?.value ?? "";
  };
  const isChanged = (control) => {
    if (control.disabled && !control.matches("[type=checkbox]") || control.matches("[type=hidden], [type=search], button, fieldset, output")) return false;
    if (control.matches("[type=checkbox]")) return control.checked !== saved(control);
    if (control.matches("[type=radio]")) return control.checked && !saved(control);
    if (control.matches("[type=file]")) return control.files.length > 0;
    if (control.matches("select[multiple]")) return [...control.options].some((option) => option.selected !== option.defaultSelected);
    return control.value !== saved(control);
  };
  const place = (control) => control.closest("td") ?? control.closest(".field, .check") ?? control;
  const mark = (form) => {
    const changed = [...form.elements].filter(isChanged);
    const places = new Set(changed.map(place));
    for (const old of all(".was", form)) if (!places.has(old)) old.classList.remove("was");
    for (const fresh of places) fresh.classList.add("was");
    const [names, rows] = [new Set(changed.map((control) => control.name)), new Set(changed.map((control) => control.closest("tr")).filter(Boolean))];
    const label = form.querySelector("[data-unsaved]");
    if (!label) return names.size;
    const words = names.size === 0 ? "" : names.size === 1 ? label.dataset.one : rows.size > 1 ? label.dataset.lines : label.dataset.many;
    const text = words.replace("{n}", names.size).replace("{m}", rows.size);
    if (label.textContent !== text) label.textContent = text;
    return names.size;
  };
  const onGuarded = (event) => {
    const form = event.target.form ?? event.target.closest("form");
    if (form && "guard" in form.dataset) queueMicrotask(() => mark(form));
  };
  const onLeave = (event) => {
    if (all("form[data-guard]").some((form) => !("sent" in form.dataset) && mark(form) > 0)) event.preventDefault();
  };

  // Live search: <form data-search> refreshes each element marked data-live="name" from the page the form would open.

  let request = null;

  const swap = (page) => {
    for (const old of all("[data-live]")) {
      const fresh = page.querySelector(`[data-live="${CSS.escape(old.dataset.live)}"]`);
      const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
      if (!fresh) { old.replaceChildren(); continue; }
      old.replaceWith(fresh);
      if (focused) document.getElementById(focused)?.focus();
      announce(fresh.dataset.announce);
    }
    reveal();
    countAll();
  };

  const load = async (address) => {
    request?.abort();
    request = new AbortController();
    const answer = await fetch(address, { signal: request.signal, headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error("unexpected answer");
    swap(new DOMParser().parseFromString(await answer.text(), "text/html"));
  };

  const search = async (form) => {
    const address = new URL(form.action, location.href);
    address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== "")).toString();
    const live = all("[data-live]");
    for (const part of live) part.setAttribute("aria-busy", "true");
    try {
      await load(address);
      history.replaceState(history.state, "", address);
    } catch (error) {
      // An answer that cannot be shown in place (signed out, offline, refused) is left to an ordinary submission.
      if (error.name !== "AbortError") for (const part of live) part.removeAttribute("aria-busy");
    }
  };

  const pending = new WeakMap();

  const onType = (event) => {
    const form = event.target.form;
    if (event.target.type !== "search" || !form || !("search" in form.dataset) || event.isComposing) return;
    clearTimeout(pending.get(form));
    pending.set(form, setTimeout(search, 250, form));
  };

  // A part that changes by itself: data-live="name" data-refresh="3" (seconds), until the server stops sending data-refresh.

  const refresh = () => {
    const part = document.querySelector("[data-live][data-refresh]");
    if (!part) return;
    setTimeout(async () => {
      try { if (!document.hidden) await load(location.href); } catch { /* tried again at the next turn */ }
      refresh();
    }, Math.max(1, Number(part.dataset.refresh) || 5) * 1000);
  };

  // Rights grid: Tout and Aucun are submit buttons that act at once when scripts run; data-in narrows, data-col picks.

  const boxes = (button) => all("input[type=checkbox]:not(:disabled)", button.closest(button.dataset.in || "fieldset") ?? document)
    .filter((box) => !button.dataset.col || box.dataset.col === button.dataset.col);

  const onCheck = (event, button) => {
    event.preventDefault();
    const state = button.dataset.check === "all";
    for (const box of boxes(button)) box.checked = state;
    const scope = button.closest("fieldset");
    count(scope);
    announce(scope?.querySelector("[data-count]")?.textContent);
  };

  const count = (scope) => {
    const label = scope?.querySelector("[data-count]");
    if (!label) return;
    const inputs = all("input[type=checkbox]", scope);
    const checked = inputs.filter((box) => box.checked).length;
    label.textContent = label.dataset.count.replace("{n}", checked).replace("{t}", inputs.length);
  };

  const countAll = () => all("fieldset:has([data-count])").forEach(count);

  // Copy, show a password, fill a form.

  const onCopy = async (button) => {
    const source = document.querySelector(button.dataset.copy);
    if (!source) return;
    const text = source.value ?? source.textContent.trim();
    try {
      await navigator.clipboard.writeText(text);
      const label = button.querySelector(".words") ?? button;
      button.dataset.label ??= label.textContent;
      label.textContent = button.dataset.done;
      announce(button.dataset.done);
      setTimeout(() => { label.textContent = button.dataset.label; }, 2500);
    } catch {
      // Without a secure context the text is selected, ready for the keyboard.
      getSelection().selectAllChildren(source);
    }
  };

  const onReveal = (button) => {
    const field = document.getElementById(button.dataset.reveal);
    if (!field) return;
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.textContent = shown ? button.dataset.show : button.dataset.hide;
  };

  const onFill = (event, button) => {
    event.preventDefault();
    const values = JSON.parse(button.dataset.fill);
    const fields = Object.keys(values).map((name) => button.form?.elements.namedItem(name)).filter(Boolean);
    for (const field of fields) {
      field.value = values[field.name];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    fields[0]?.focus();
    announce(button.dataset.done);
  };

  // What only works with scripts is hidden in the markup and shown here.
  const reveal = () => all("[data-copy][hidden], [data-reveal][hidden], [data-fill][hidden], [data-print][hidden], .flash [data-close][hidden]")
    .forEach((element) => { element.hidden = false; });

  // The current item of a bar that scrolls is brought into its middle, without moving the page.
  const center = (item) => {
    const bar = item.closest(".nav ul, .tabs, .side");
    const [inner, outer] = [item.getBoundingClientRect(), bar.getBoundingClientRect()];
    bar.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
    if (inner.bottom > outer.bottom) bar.scrollTop += inner.top - outer.top - outer.height / 2;
  };

  // Menus close on Escape, on a click elsewhere, and when the focus leaves them.

  const closeMenus = (except) => all("details.menu[open]").forEach((menu) => {
    if (!except || !menu.contains(except)) menu.open = false;
  });

  // Grids of rights: heads of columns and menus of rows tick all or none, arrows go from cell to cell, rows are found by typing.
  const shown = (row) => !row.hidden;
  const change = (box, on) => {
    if (!box || box.disabled || box.checked === on) return;
    box.checked = on;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const gridRows = (inside) => [...inside.closest("[data-grid]").querySelectorAll("tbody tr")].filter(shown);
  const onTick = (event) => {
    const [head, button] = [event.target.closest(".tick-all"), event.target.closest("[data-tick]")];
    if (head?.dataset.tickRadio) gridRows(head).forEach((row) => change(row.querySelector(`[type=radio][value="${head.dataset.tickRadio}"]`), true));
    else if (head) {
      const boxes = gridRows(head).map((row) => row.querySelector(`[name^="${head.dataset.tickColumn}."]`)).filter((box) => box && !box.disabled);
      const on = !boxes.every((box) => box.checked);
      boxes.forEach((box) => change(box, on));
    } else if (button) {
      const menu = button.closest("details");
      all("td.c > [type=checkbox]", button.closest("tr")).forEach((box) => change(box, button.dataset.tick === "1"));
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  };
  // Boxes that mean nothing by the chosen scope are closed: a public module is view only, and nobody creates what would not be seen.
  const fit = (row) => {
    const scope = row.querySelector("select[name^='by.']")?.value;
    const [isPublic, takesNew] = [scope === row.dataset.public, row.dataset.new.split(" ").includes(scope)];
    row.classList.toggle("shut", !row.querySelector("[name^='see.']").checked);
    for (const box of all("td.c > [type=checkbox]:not([name^='see.'])", row)) {
      const isNew = /^(create|clone)\./.test(box.name);
      box.disabled = isPublic || (isNew && !takesNew);
      if (box.disabled) box.checked = false;
    }
  };
  const onFit = (event) => {
    const row = event.target.closest("tr[data-new]");
    if (row) fit(row);
  };
  const onArrow = (event) => {
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const step = steps[event.key];
    const cell = event.target.closest("[data-grid] tbody :is(td, th)");
    if (!step || !cell || event.altKey || event.ctrlKey || event.metaKey) return;
    // Up and down choose in a list, and go through an open menu; that stays so.
    const menu = event.target.closest("details[open]");
    if (menu && step[0]) {
      const stops = all("summary, .pop :is(input, button)", menu);
      const next = stops[stops.indexOf(event.target) + step[0]];
      if (next) { event.preventDefault(); next.focus(); }
      return;
    }
    if (event.target.matches("select") && step[0]) return;
    // Left and right choose one of three, as in any group of radio buttons.
    if (event.target.matches("[type=radio]") && step[1]) return;
    let { rowIndex, cellIndex } = { rowIndex: cell.parentElement.sectionRowIndex, cellIndex: cell.cellIndex };
    const body = cell.closest("tbody");
    for (;;) {
      rowIndex += step[0];
      cellIndex += step[1];
      const next = body.rows[rowIndex] && body.rows[rowIndex].cells[cellIndex];
      if (!next) return;
      const control = next.parentElement.hidden ? null : next.querySelector("td > input:not([type=hidden], :disabled), select, summary, a, button");
      if (!control) continue;
      event.preventDefault();
      control.focus();
      return;
    }
  };
  // The address of a new portal, looked up while its name is typed.
  let asking;
  const onAddress = (event) => {
    const form = event.target.closest("form[data-address]");
    if (!form) return;
    clearTimeout(asking);
    asking = setTimeout(async () => {
      const [name, slug] = [form.elements.name.value, form.elements.slug.value];
      const answer = await fetch(`${form.dataset.address}?${new URLSearchParams({ name, slug })}`);
      if (!answer.ok) return;
      const told = await answer.json();
      form.elements.slug.placeholder = told.free;
      form.querySelector("[data-address-says]").textContent = `/p/${told.slug} : ${told.problem || told.fine}`;
    }, 300);
  };
  const onFilterRows = (event) => {
    if (!event.target.matches("[data-filter-rows]")) return;
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const wanted = plain(event.target.value.trim());
    event.target.closest("[data-grid]").querySelectorAll("tbody tr").forEach((row) => {
      row.hidden = !plain(row.cells[0].textContent).includes(wanted);
    });
  };

  const onKey = (event) => {
    if (event.key === "Escape") {
      const menu = document.querySelector("details.menu[open]");
      if (!menu) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      // The shortcut exists only where the field declares it, so that a person can turn it off.
      const field = document.querySelector('[aria-keyshortcuts="/"]');
      if (!field || event.target.closest("input, select, textarea, [contenteditable], dialog")) return;
      event.preventDefault();
      field.focus();
      field.select();
    }
  };

  // The preferences of a newcomer: the browser knows its time zone and its clock, the server guessed them.

  const guess = (place) => {
    const { timeZone, hour12 } = new Intl.DateTimeFormat(navigator.language, { hour: "numeric" }).resolvedOptions();
    const choose = (name, value) => {
      const control = place.querySelector(`[name="${name}"]`);
      const option = [...(control.list || control).options].find(
        (option) => option.value === value || (option.dataset.names || "").split(" ").includes(value),
      );
      if (option) control.value = option.value;
    };
    choose("zone", timeZone);
    choose("clock", hour12 ? "12" : "24");
  };

  // The session: whoever types keeps it; whoever only has the page open is told before it ends, and once it has ended.

  const sessionClock = (place) => {
    const { session, sessionEnds, sessionStay, sessionEnded } = place.dataset;
    let end = Date.now() + Number(place.dataset.sessionLeft) * 1000;
    let [typed, asked] = [0, Date.now()];
    const bar = make("div", "flash session");
    const words = make("p");
    const stay = make("button", "btn", sessionStay);
    bar.setAttribute("role", "status");
    stay.type = "button";
    bar.append(words, stay);
    const ask = async () => {
      asked = Date.now();
      try {
        const answer = await fetch(session, { headers: { Accept: "application/json" }, credentials: "same-origin" });
        if (!answer.ok || answer.redirected) return;
        end = Date.now() + (await answer.json()).left * 1000;
        tick();
      } catch { /* offline: asked again at the next turn */ }
    };
    const tick = () => {
      const left = end - Date.now();
      if (typed > asked && left < 3000000 && Date.now() - asked > 60000) ask();
      if (left > 300000) return bar.remove();
      words.textContent = left > 0 ? sessionEnds.replace("{n}", Math.max(1, Math.ceil(left / 60000))) : sessionEnded;
      stay.hidden = left <= 0;
      if (!bar.isConnected) document.querySelector("main")?.before(bar);
    };
    stay.addEventListener("click", ask);
    document.addEventListener("input", () => { typed = Date.now(); });
    setInterval(tick, 15000);
    tick();
  };

  const clicks = [
    ["[data-dialog]", onDialogLink],
    ["[data-close]", onClose],
    ["[data-check]", onCheck],
    ["[data-copy]", (event, button) => onCopy(button)],
    ["[data-reveal]", (event, button) => onReveal(button)],
    ["[data-fill]", onFill],
    ["[data-print]", () => print()],
  ];

  document.addEventListener("click", (event) => {
    closeMenus(event.target);
    for (const [selector, act] of clicks) {
      const element = event.target.closest(selector);
      if (element) act(event, element);
    }
  });
  document.addEventListener("submit", onSubmit);
  document.addEventListener("input", onType);
  document.addEventListener("change", (event) => count(event.target.closest("fieldset:has([data-count])")));
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onTick);
  document.addEventListener("change", onFit);
  for (const kind of ["input", "change", "reset"]) document.addEventListener(kind, onGuarded);
  addEventListener("beforeunload", onLeave);
  document.addEventListener("keydown", onArrow);
  document.addEventListener("input", onFilterRows);
  document.addEventListener("input", onAddress);
  document.addEventListener("focusin", (event) => closeMenus(event.target));
  addEventListener("pageshow", release);

  all(".tick, [data-filter-rows], [data-tick-row]").forEach((tool) => { tool.hidden = false; });
  all(".tick-all").forEach((head) => { head.disabled = false; });
  all("tr[data-new]").forEach(fit);
  all("form[data-guard]").forEach(mark);
  reveal();
  countAll();
  all("dialog[data-open]").forEach(openDialog);
  all(".nav [aria-current], .tabs [aria-current], .side [aria-current]").forEach(center);
  all("[data-guess]").forEach(guess);
  if (document.body.dataset.session) sessionClock(document.body);
  refresh();
})();
