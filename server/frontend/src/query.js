/** The query page. */

import "./editor/index.js";
import { QueryPage } from "./query/page.js";

customElements.define("query-page", QueryPage);
