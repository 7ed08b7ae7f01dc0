/* The keys: the list that help shows, and what each does. */

const apple = /Mac|iP(hone|ad|od)/.test(navigator.platform);
const MOD = apple ? "⌘" : "Ctrl";

export const KEYS: { where: string; keys: [string[], string][] }[] = [
  {
    where: "Anywhere",
    keys: [
      [["F8", `${MOD}+Enter`], "Next claim to review, the most doubtful first"],
      [["Shift+F8"], "The one before"],
      [[`${MOD}+Z`], "Undo, in the text or the last decision"],
      [[`${MOD}+Shift+Z`], "Redo"],
      [["F1"], "These keys"],
    ],
  },
  {
    where: "In the text",
    keys: [
      [["F2", "Esc"], "From the text to the card of the claim or the selected words"],
    ],
  },
  {
    where: "Outside the text",
    keys: [
      [["j"], "Next claim to review"],
      [["k"], "The one before"],
      [["n"], "Label the claim named"],
      [["a"], "Label it anonymous"],
      [["u"], "Label it unsourced"],
      [["y"], "The claim is right as it is"],
      [["s"], "Choose its speaker"],
      [["x"], "The claim, or the selected words, make no claim"],
      [["t"], "Attribute the selected words to somebody"],
      [["e", "Esc"], "Back to the text"],
      [["?"], "These keys"],
    ],
  },
];

export interface Acts {
  next: () => void;
  previous: () => void;
  undo: () => void;
  redo: () => void;
  help: () => void;
  save: () => void;
  card: () => void;
  text: () => void;
  /** A letter that decides something about what the card shows. */
  letter: (key: string) => boolean;
}

const typed = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== "checkbox"));

/** What a key press does, for the whole page; true where it did something. */
export function pressed(event: KeyboardEvent, acts: Acts): boolean {
  if (event.isComposing || document.querySelector("dialog[open]")) return false;
  const mod = event.ctrlKey || event.metaKey;
  const inText = event.target instanceof HTMLElement && event.target.isContentEditable;
  const key = event.key;
  if (key === "F8" || (mod && key === "Enter")) (event.shiftKey ? acts.previous : acts.next)();
  else if (key === "F1") acts.help();
  else if (key === "F2") acts.card();
  else if (mod && key.toLowerCase() === "s") acts.save();
  else if (key === "Escape") (inText ? acts.card : acts.text)();
  else if (mod && !typed(event.target) && key.toLowerCase() === "z") (event.shiftKey ? acts.redo : acts.undo)();
  else if (mod && !typed(event.target) && key.toLowerCase() === "y") acts.redo();
  else if (mod || event.altKey || typed(event.target)) return false;
  else if (key === "?") acts.help();
  else if (key === "j") acts.next();
  else if (key === "k") acts.previous();
  else if (key === "e") acts.text();
  else return acts.letter(key);
  return true;
}
