/* Starts the page: which piece is shown stands behind the # of its address. */

import * as api from "./api.ts";
import { h } from "./dom.ts";
import { askName, showHelp } from "./pages/dialogs.ts";
import { listPage } from "./pages/list.ts";
import { piecePage } from "./pages/piece.ts";

const root = document.getElementById("root")!;
let close: () => void = () => undefined;
let turn = 0;

async function show(): Promise<void> {
  const mine = ++turn;
  close();
  close = () => undefined;
  const piece = /^#\/piece\/(\d+)$/.exec(location.hash);
  document.body.className = piece ? "at-piece" : "at-list";
  root.replaceChildren(h("p", { class: "busy", role: "status" }, "Opening…"));
  try {
    const done = await (piece ? piecePage(root, Number(piece[1])) : listPage(root));
    if (mine === turn) close = done;
    else done();
  } catch (error) {
    if (mine !== turn) return;
    const words = error instanceof Error ? error.message : String(error);
    root.replaceChildren(
      h("main", { class: "failed" }, h("p", { role: "alert" }, words), h("p", {}, h("a", { href: "#/" }, "To the list of pieces"))),
    );
  }
}

async function start(): Promise<void> {
  addEventListener("hashchange", () => void show());
  document.addEventListener("keydown", (event) => {
    if (document.body.className !== "at-list" || event.defaultPrevented) return;
    const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (event.key === "F1" || (event.key === "?" && !inField)) {
      event.preventDefault();
      showHelp();
    }
  });
  await show();
  try {
    if ((await api.desk()).editor === null) await askName();
  } catch {
    // The page has said already that the desk does not answer.
  }
}

void start();
