/** The query page. */

import "./editor/index.js";
