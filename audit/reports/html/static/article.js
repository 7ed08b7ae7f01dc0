"use strict";
/* What the report of one article does beyond showing itself: cards, choices, filters, tabs.
   Everything it says is in the page already; it only brings it to the place where one reads. */
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const article = one("article");
  const strip = one("#strip");
  const card = one("#card");
  const picked = one("#picked");
  const rows = all("#claims-table tbody tr");
  const rowOf = (id) => document.getElementById(`row-${id}`);
  const tags = article ? all(".tag", article) : [];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  document.documentElement.classList.add("js");

  function goTo(element) {
    if (element) element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  }

  /* Tabs: findings, sources and claims to review share the place beside the article. */
  const panels = all(".panel");
  const tabs = new Map();

  function makeTabs() {
    const list = document.createElement("div");
    list.className = "tabs";
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "Beside the article");
    for (const panel of panels) {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.id = `tab-${panel.id}`;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", panel.id);
      tab.textContent = one("h2", panel).textContent;
      tab.addEventListener("click", () => show(panel));
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const next = panels[(panels.indexOf(panel) + step + panels.length) % panels.length];
        show(next);
        tabs.get(next).focus();
      });
      tabs.set(panel, tab);
      list.append(tab);
    }
    one("#side").prepend(list);
    show(one("#sources"));
  }

  function show(panel) {
    for (const [other, tab] of tabs) {
      const current = other === panel;
      other.classList.toggle("current", current);
      tab.setAttribute("aria-selected", String(current));
      tab.tabIndex = current ? 0 : -1;
    }
  }

  /* Choices: a source, a sector, a type … shows all of its claims, and only those. */
  let chosen = [];
  let chooser = null;
  let at = 0;

  function claimsFor(pick) {
    const [key, ...values] = pick.split(" ");
    const wanted = new Set(values);
    return rows.filter((row) => wanted.has(row.dataset[key])).map((row) => row.id.slice(4));
  }

  function choose(button, pick, name) {
    if (chooser === button) { clear(); return; }
    clear();
    chooser = button;
    chosen = claimsFor(pick);
    const wanted = new Set(chosen);
    button.setAttribute("aria-pressed", "true");
    if (article) {
      setFilters(() => true);
      article.classList.add("picking");
      for (const element of all("[data-c]", article)) {
        element.classList.toggle("on", wanted.has(element.dataset.c));
      }
      for (const paragraph of all(".par", article)) {
        paragraph.classList.toggle("apart", !one(".on", paragraph));
      }
    } else {
      for (const row of rows) row.hidden = !wanted.has(row.id.slice(4));
    }
    if (strip) {
      strip.classList.add("picking");
      for (const bar of all("[data-c]", strip)) bar.classList.toggle("on", wanted.has(bar.dataset.c));
    }
    const words = chosen.length === 1 ? "1 claim" : `${chosen.length} claims`;
    picked.hidden = false;
    one(".picked-name").textContent = `${name}: ${words}`;
    one("[data-do=context]").setAttribute("aria-pressed", "false");
    hideCard();
    rove();
    showFirst();
  }

  function clear() {
    if (chooser) chooser.setAttribute("aria-pressed", "false");
    chooser = null;
    chosen = [];
    at = 0;
    picked.hidden = true;
    for (const row of rows) row.hidden = false;
    if (strip) strip.classList.remove("picking");
    if (!article) return;
    article.classList.remove("picking", "context");
    for (const element of all(".on", article)) element.classList.remove("on");
    for (const element of all(".apart", article)) element.classList.remove("apart");
    rove();
  }

  const placeOf = (id) => (article ? document.getElementById(id) : rowOf(id));

  function step(by) {
    if (!chosen.length) return;
    at = (at + by + chosen.length) % chosen.length;
    goTo(placeOf(chosen[at]));
  }

  /* Moves nothing where the first chosen claim is in sight already. */
  function showFirst() {
    if (!chosen.length) return;
    const first = placeOf(chosen[0]);
    const box = first.getBoundingClientRect();
    const [bar, foot] = [90, 60];
    if (box.top < bar || box.bottom > innerHeight - foot) goTo(first);
  }

  function makeChoosers() {
    one("[data-do=context]").hidden = !article;
    for (const holder of all(".pick[data-pick], th[data-pick]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-pressed", "false");
      button.append(...holder.childNodes);
      holder.append(button);
      button.addEventListener("click", () => choose(button, holder.dataset.pick, button.textContent));
    }
    for (const button of all("button[data-pick]")) {
      button.addEventListener("click", () => choose(button, button.dataset.pick, button.dataset.name));
    }
    picked.addEventListener("click", (event) => {
      const wish = event.target.closest("[data-do]")?.dataset.do;
      if (wish === "on") step(1);
      if (wish === "back") step(-1);
      if (wish === "context") {
        const on = article.classList.toggle("context");
        one("[data-do=context]").setAttribute("aria-pressed", String(on));
        goTo(placeOf(chosen[at]));
      }
      if (wish === "clear") {
        const back = chooser;
        const here = placeOf(chosen[at]);
        clear();
        if (here) here.scrollIntoView({ block: "center" });
        back?.focus({ preventScroll: true });
      }
    });
  }

  /* Filters by label. */
  const filters = all(".filters [data-label]");

  function setFilters(wanted) {
    for (const button of filters) {
      const { label } = button.dataset;
      const on = wanted(label, button);
      button.setAttribute("aria-pressed", String(on));
      article?.classList.toggle(`no-${label}`, !on);
      for (const bar of strip ? all(`.${label}`, strip) : []) bar.classList.toggle("off", !on);
    }
  }

  function makeFilters() {
    const bar = one(".filters");
    if (!bar || !article) return;
    bar.hidden = false;
    for (const button of filters) {
      button.addEventListener("click", () => {
        clear();
        setFilters((_, other) => (other.getAttribute("aria-pressed") === "true") !== (other === button));
        hideCard();
        rove();
      });
    }
  }

  /* The tags are one stop of the tab key; the arrow keys go from claim to claim. */
  const inSight = (tag) => tag.getClientRects().length > 0;

  function rove(to) {
    const current = to ?? tags.find((tag) => tag.tabIndex === 0 && inSight(tag)) ?? tags.find(inSight);
    for (const tag of tags) tag.tabIndex = tag === current ? 0 : -1;
  }

  function makeRoving() {
    if (!article) return;
    rove();
    article.addEventListener("keydown", (event) => {
      const tag = event.target.closest(".tag");
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!tag || !by) return;
      const seen = tags.filter(inSight);
      const next = seen[seen.indexOf(tag) + by];
      if (!next) return;
      event.preventDefault();
      rove(next);
      next.focus();
    });
  }

  /* The card: who says it, how, how sure the model is. */
  let carded = null;
  let pinned = false;
  let timer = 0;

  function add(kind, words, tag = "p") {
    const element = document.createElement(tag);
    element.className = kind;
    element.textContent = words;
    card.append(element);
    return element;
  }

  function fillCard(id) {
    const row = rowOf(id);
    const cell = (name) => one(`.${name}`, row).textContent.trim();
    card.replaceChildren();
    const source = document.getElementById(row.dataset.source);
    add("card-head", [cell("label"), source ? "" : cell("type")].filter(Boolean).join(" · "));
    if (source) {
      add("card-who", cell("who"));
      for (const part of [".what", ".description", ".grant"]) {
        const found = one(`:scope > ${part}`, source);
        if (found) add("card-small", found.textContent.replace(/^\s*[NA]\s/, "").trim());
      }
    } else if (row.dataset.label === "unsourced") {
      add("card-small", "The article gives no source for this. That does not mean it is unverified.");
    } else {
      add("card-small", "Nobody is given who says so.");
    }
    const how = [cell("cue") && `“${cell("cue")}”`, cell("style"), `confidence ${cell("confidence")}`];
    add("card-small", how.filter(Boolean).join(" · "));
    const chooserOf = source && one(":scope > .pick button", source);
    if (chooserOf) {
      const n = claimsFor(`source ${row.dataset.source}`).length;
      const button = add("", n === 1 ? "Show only this claim" : `Show its ${n} claims`, "button");
      button.type = "button";
      button.addEventListener("click", () => {
        if (chooser !== chooserOf) chooserOf.click();
        show(one("#sources"));
        hideCard();
      });
    }
  }

  function showCard(id, near) {
    clearTimeout(timer);
    if (carded === id) return;
    hideCard();
    carded = id;
    fillCard(id);
    for (const piece of all(`.c[data-c="${id}"]`, article)) piece.classList.add("shown");
    one(`.tag[data-c="${id}"]`, article)?.setAttribute("aria-describedby", "card");
    card.hidden = false;
    const boxes = [...near.getClientRects()];
    const box = boxes[boxes.length - 1];
    const left = Math.min(Math.max(box.left, 16), innerWidth - card.offsetWidth - 16);
    const below = box.bottom + 8 + card.offsetHeight < innerHeight;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${(below ? box.bottom + 8 : boxes[0].top - card.offsetHeight - 8) + scrollY}px`;
  }

  function hideCard() {
    clearTimeout(timer);
    card.hidden = true;
    pinned = false;
    if (!carded) return;
    for (const piece of all(".shown", article)) piece.classList.remove("shown");
    one(`.tag[data-c="${carded}"]`, article)?.removeAttribute("aria-describedby");
    carded = null;
  }

  function marked(element) {
    const piece = element.closest?.(".c, .tag");
    if (!piece || !article.contains(piece)) return null;
    const label = ["named", "anonymous", "unsourced"].find((l) => piece.classList.contains(l));
    if (article.classList.contains(`no-${label}`)) return null;
    if (article.classList.contains("picking") && !piece.classList.contains("on")) return null;
    return piece;
  }

  function makeCards() {
    if (!article) return;
    article.addEventListener("pointerover", (event) => {
      const piece = event.pointerType === "mouse" && !pinned && marked(event.target);
      if (!piece) return;
      clearTimeout(timer);
      timer = setTimeout(() => showCard(piece.dataset.c, piece), 120);
    });
    for (const place of [article, card]) {
      place.addEventListener("pointerout", (event) => {
        if (pinned || event.pointerType !== "mouse") return;
        if (event.relatedTarget instanceof Node && card.contains(event.relatedTarget)) return;
        clearTimeout(timer);
        timer = setTimeout(hideCard, 250);
      });
    }
    card.addEventListener("pointerover", () => clearTimeout(timer));
    article.addEventListener("focusin", (event) => {
      const tag = event.target.closest(".tag");
      if (!tag) return;
      rove(tag);
      showCard(tag.dataset.c, tag);
    });
    article.addEventListener("focusout", (event) => {
      if (!pinned && !card.contains(event.relatedTarget)) hideCard();
    });
    article.addEventListener("click", (event) => {
      const piece = marked(event.target);
      if (!piece) return;
      if (event.target.closest(".tag")) event.preventDefault();
      if (!event.target.closest(".tag") && String(getSelection())) return;
      showCard(piece.dataset.c, piece);
      pinned = true;
      if (event.detail === 0) one("button", card)?.focus();
    });
    document.addEventListener("click", (event) => {
      if (!card.contains(event.target) && !marked(event.target)) hideCard();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (carded) {
        const tag = one(`.tag[data-c="${carded}"]`, article);
        if (card.contains(document.activeElement)) tag?.focus();
        // Last, for the focus shows the card of the tag that it comes to.
        hideCard();
      } else if (chooser) {
        one("[data-do=clear]").click();
      }
    });
  }

  /* The strip leads to the place in the article; a mark shows where one is. */
  function makeStrip() {
    if (!strip || !article) return;
    const bars = all("[data-c]", strip).map((bar) => ({
      id: bar.dataset.c,
      x: Number(bar.getAttribute("x")),
    }));
    const nearest = (x) => bars.reduce((best, bar) => (Math.abs(bar.x - x) < Math.abs(best.x - x) ? bar : best));
    if (!bars.length) return;
    strip.addEventListener("click", (event) => {
      const box = strip.getBoundingClientRect();
      const { id } = nearest((1000 * (event.clientX - box.left)) / box.width);
      if (chosen.length && !chosen.includes(id)) clear();
      goTo(document.getElementById(id));
    });
    let waiting = false;
    const place = () => {
      waiting = false;
      const box = article.getBoundingClientRect();
      const part = (innerHeight / 2 - box.top) / (box.height || 1);
      one("#here").setAttribute("x", String(Math.min(Math.max(part, 0), 0.998) * 1000));
    };
    addEventListener("scroll", () => {
      if (!waiting) requestAnimationFrame(place);
      waiting = true;
    }, { passive: true });
    place();
  }

  /* Links inside the page bring their target into sight, whatever hides it. */
  function follow(hash) {
    const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!target) return;
    const panel = target.closest(".panel");
    if (panel) show(panel);
    target.closest("details")?.setAttribute("open", "");
    if (target.closest(".apart")) clear();
    for (const lit of all(".lit")) lit.classList.remove("lit");
    const passage = /^f(\d+)-\d+$/.exec(target.id);
    if (passage) for (const run of all(`[data-f~="${passage[1]}"]`, article)) run.classList.add("lit");
    if (article?.contains(target) && target.dataset.c) {
      for (const piece of all(`.c[data-c="${target.dataset.c}"]`, article)) piece.classList.add("lit");
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && !event.defaultPrevented) follow(link.hash);
  });
  addEventListener("hashchange", () => follow(location.hash));

  makeTabs();
  makeChoosers();
  makeFilters();
  makeRoving();
  makeCards();
  makeStrip();
  follow(location.hash);
})();
