// Finds the passages of Web Annotations with Apache Annotator, by quotation and by position.
//
// Standard input: {"text": …, "annotations": …}, the annotations as OnRecord writes them. Standard
// output: [{"quote": […], "position": […], "both": bool}, …], one for each selector pair in order:
// the words that each selector finds, and whether one of the quotations is at the position.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><body><p></p></body>");
// The library asks for the globals of a browser.
for (const name of ["document", "Node", "NodeFilter", "Range", "Text", "AbstractRange"]) {
  globalThis[name] = window[name];
}
globalThis.window = window;
const dom = await import("@apache-annotator/dom");

const { text, annotations } = JSON.parse(readFileSync(0, "utf8"));
const scope = window.document.querySelector("p");
scope.textContent = text;

async function found(matcher) {
  const ranges = [];
  for await (const range of matcher(scope)) ranges.push(range);
  return ranges;
}

const answer = [];
for (const annotation of annotations.first.items) {
  for (const target of [annotation.target].flat()) {
    if (!target.selector) continue;
    const [quote, position] = target.selector;
    const quotes = await found(dom.createTextQuoteSelectorMatcher(quote));
    const [there] = await found(dom.createTextPositionSelectorMatcher(position));
    answer.push({
      quote: quotes.map(String),
      position: String(there),
      both: quotes.some(
        (one) => one.startOffset === there.startOffset && one.endOffset === there.endOffset,
      ),
    });
  }
}
process.stdout.write(JSON.stringify(answer));
