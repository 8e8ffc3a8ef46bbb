// Writes the programs for what is asked on standard input, as JSON by language.

import { text } from "node:stream/consumers";
import { LANGUAGES } from "../../server/frontend/src/results/code.js";

const asked = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(Object.fromEntries(LANGUAGES.map(({ name, write }) => [name, write(asked)]))));
