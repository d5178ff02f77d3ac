// The queue by keys, without turning pages. Without this script its forms do the same.
const queue = document.getElementById("queue");
const told = document.getElementById("done");
const rows = () => [...queue.querySelectorAll(".row:not(.gone)")];
const batches = []; // what was done on this page, the last at the end: [batch, rows]

const here = () => queue.querySelector(".row.here:not(.gone)") ?? rows()[0];

function go(row) {
  queue.querySelector(".row.here")?.classList.remove("here");
  if (!row) return;
  row.classList.add("here");
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  const at = all.indexOf(queue.querySelector(".row.here"));
  go(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

async function send(action, data) {
  try {
    const answer = await fetch(action, {
      method: "POST", body: new URLSearchParams(data), headers: { accept: "application/json" },
    });
    const said = await answer.json();
    for (const [of, count] of Object.entries(said.counts ?? {})) {
      const shown = document.querySelector(`[data-count="${of}"]`);
      if (shown) shown.textContent = count;
    }
    return answer.ok ? said : void say(said.said);
  } catch {
    return null; // no answer: the form itself goes the long way
  }
}

function say(words, batch) {
  told.replaceChildren();
  if (!words) return;
  const form = document.createElement("form");
  form.append(Object.assign(document.createElement("span"), { textContent: words }));
  if (batch) {
    const button = document.createElement("button");
    button.textContent = told.dataset.word;
    form.append(button);
  }
  form.addEventListener("submit", (event) => (event.preventDefault(), undo()));
  told.append(form);
}

const token = () => queue.querySelector("[name=form]").value;

async function act(form, button) {
  const data = new FormData(form);
  data.set(button.name, button.value);
  const said = await send(form.action, data);
  if (said === null) {
    form.dataset.plain = "yes";
    form.requestSubmit(button);
  }
  if (!said) return;
  const done = rows().filter((row) => said.ids.includes(Number(row.dataset.id)));
  if (!done.length) return location.reload();
  const all = rows();
  const next = all.slice(all.indexOf(done.at(-1))).find((row) => !done.includes(row));
  const before = all.slice(0, all.indexOf(done[0])).findLast((row) => !done.includes(row));
  for (const row of done) {
    row.classList.add("gone");
    const gist = Object.assign(document.createElement("p"), { className: "gist" });
    gist.textContent = `${row.querySelector("bdi")?.textContent ?? ""}: ${said.said}`;
    row.append(gist);
    row.querySelector("[type=checkbox]").checked = false;
  }
  batches.push([said.batch, done]);
  say(said.said, said.batch);
  picked();
  if (next ?? before) go(next ?? before);
  else {
    const on = Object.assign(document.createElement("a"), {
      href: location.href, textContent: queue.dataset.next, id: "on",
    });
    say(queue.dataset.gone, said.batch);
    told.append(on);
    on.focus();
  }
}

async function undo() {
  const last = batches.at(-1);
  if (!last) return told.querySelector("form [name=batch]")?.form.requestSubmit();
  const said = await send(told.dataset.undo, { form: token(), batch: last[0] });
  if (!said) return;
  batches.pop();
  for (const row of last[1]) {
    row.classList.remove("gone");
    row.querySelector(".gist").remove();
  }
  say(said.said);
  go(last[1][0]);
}

function picked() {
  const any = queue.querySelector(".row:not(.gone) [type=checkbox]:checked");
  document.getElementById("bulk").classList.toggle("any", Boolean(any));
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  u: undo,
  o: (row) => row?.querySelector(".on")?.click(),
  "?": () => document.querySelector(".keys summary").click(),
};

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input:not([type=checkbox]),textarea,select")) return;
  const row = here();
  const open = row?.querySelector("details.why[open]");
  if (event.key === "Escape" && open) open.open = false;
  else if (open && event.key >= "1" && event.key <= "8") {
    open.querySelector(`[data-why="${event.key}"]`)?.click();
  } else if (KEYS[event.key]) KEYS[event.key](row);
  else if (/^[asrex]$/.test(event.key) && row) {
    const found = row.querySelector(`[data-key="${event.key}"]`);
    if (!found) return;
    go(row);
    found.click();
  } else return;
  event.preventDefault();
}

if (queue) {
  document.addEventListener("keydown", press);
  document.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "act" || event.target.dataset.plain) return;
    event.preventDefault();
    act(event.target, event.submitter);
  });
  queue.addEventListener("change", picked);
  queue.addEventListener("focusin", (event) => {
    const row = event.target.closest(".row");
    if (row && !row.classList.contains("here")) {
      queue.querySelector(".row.here")?.classList.remove("here");
      row.classList.add("here");
    }
  });
  rows()[0]?.classList.add("here"); // without scrolling past what stands above
}

// Words to be taken out are put under a mark.
const button = document.querySelector("[data-mark]");
if (button) {
  const area = document.getElementById("text");
  button.hidden = false;
  button.addEventListener("click", () => {
    const { selectionStart: from, selectionEnd: to } = area;
    if (from < to) area.setRangeText(button.dataset.mark, from, to, "end");
    area.focus();
  });
}
