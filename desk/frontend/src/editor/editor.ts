/* The article as an editor that takes plain text. */

import { history, insertNewline, standardKeymap } from "@codemirror/commands";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, type ViewUpdate } from "@codemirror/view";
import { showMarks } from "./marks.ts";

/** Those that the editor does not make visible by itself. */
const MARKS_OF_DIRECTION = /[\u202a-\u202c\u2068]/;

const fixed = new Compartment();

export interface EditorHooks {
  updated: (update: ViewUpdate) => void;
  follow: (finding: number) => void;
  undo: () => void;
  redo: () => void;
  extensions: Extension;
}

/** An editor of `text` without marks yet. */
export function makeEditor(text: string, language: string, hooks: EditorHooks): EditorView {
  const nonce = document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]")?.content ?? "";
  const keep = (act: () => void) => () => {
    act();
    return true;
  };
  return new EditorView({
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorState.lineSeparator.of("\n"),
        EditorView.cspNonce.of(nonce),
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        EditorView.contentAttributes.of({
          "aria-label": "The article",
          tabindex: "0",
          lang: language,
          // Some browsers send what they check to a service; nothing may leave this machine.
          spellcheck: "false",
          translate: "no",
          "data-gramm": "false",
        }),
        highlightSpecialChars({ addSpecialChars: MARKS_OF_DIRECTION }),
        history(),
        hooks.extensions,
        keymap.of([
          { key: "Mod-z", run: keep(hooks.undo), preventDefault: true },
          { key: "Mod-y", mac: "Mod-Shift-z", run: keep(hooks.redo), preventDefault: true },
          { key: "Mod-Shift-z", run: keep(hooks.redo), preventDefault: true },
          { key: "Enter", run: insertNewline, shift: insertNewline },
          ...standardKeymap,
        ]),
        fixed.of([]),
        showMarks(hooks.follow),
        EditorView.updateListener.of(hooks.updated),
      ],
    }),
  });
}

/** Whether the text can be edited; it can be read and selected either way. */
export function setFixed(view: EditorView, on: boolean): void {
  const held = on
    ? [EditorState.readOnly.of(true), EditorView.contentAttributes.of({ "aria-readonly": "true" })]
    : [];
  view.dispatch({ effects: fixed.reconfigure(held) });
}
