/* Making elements and keeping lists of them up to date. Text goes in as text, never as markup. */

type Child = Node | string | null | undefined | false;
type Value = string | number | boolean | null | undefined | EventListener;

/** An element. `on…` properties are listeners, `true` a bare attribute; false and null none. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

export function button(words: Child, act: (event: Event) => void, props: Record<string, Value> = {}) {
  return h("button", { type: "button", onclick: act, ...props }, words);
}

/** A row of a list: `key` tells which one, `state` all that it shows. */
export interface Row {
  key: string;
  state: string;
  make: () => HTMLElement;
}

const states = new WeakMap<HTMLElement, string>();

/** The children of `list` become these rows; those whose state is as it was stay untouched. */
export function patch(list: HTMLElement, rows: Row[]): void {
  const old = new Map<string, HTMLElement>();
  for (const child of list.children) old.set((child as HTMLElement).dataset["key"] ?? "", child as HTMLElement);
  keepFocus(list, () => {
    let at = list.firstElementChild;
    for (const row of rows) {
      const known = old.get(row.key);
      const kept = known && states.get(known) === row.state;
      const node = kept ? known : row.make();
      if (!kept) {
        node.dataset["key"] = row.key;
        states.set(node, row.state);
        if (known) {
          if (at === known) at = known.nextElementSibling;
          known.remove();
        }
      }
      old.delete(row.key);
      if (node === at) at = at.nextElementSibling;
      else list.insertBefore(node, at);
    }
    for (const gone of old.values()) gone.remove();
  });
}

/** Runs `change`, then gives the focus back to the control with the same row and `data-k`. */
export function keepFocus(within: HTMLElement, change: () => void): void {
  const held = document.activeElement;
  const inside = held instanceof HTMLElement && within.contains(held);
  const row = inside ? held.closest<HTMLElement>("[data-key]")?.dataset["key"] : undefined;
  const k = inside ? held.dataset["k"] : undefined;
  change();
  if (!inside || within.contains(document.activeElement)) return;
  const place = row === undefined ? within : within.querySelector<HTMLElement>(`[data-key="${CSS.escape(row)}"]`);
  const next = k === undefined ? null : place?.querySelector<HTMLElement>(`[data-k="${k}"]`);
  (next ?? within.closest<HTMLElement>("[tabindex]"))?.focus({ preventScroll: true });
}

/** A drop-down list of values with what they are called. */
export function select(options: [value: string, words: string][], chosen: string, props: Record<string, Value> = {}) {
  const box = h("select", props);
  for (const [value, words] of options) box.append(h("option", { value, selected: value === chosen }, words));
  return box;
}

/** A control with its label before it. */
export function field(words: string, control: HTMLElement): HTMLElement {
  return h("label", { class: "field" }, h("span", {}, words), control);
}

/** Tells a screen reader something. */
export function say(words: string): void {
  const place = document.getElementById("said");
  if (place) place.textContent = words;
}
