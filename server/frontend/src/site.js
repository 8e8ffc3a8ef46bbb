/** What every page does more when scripts run; each behaviour is a module of its own. */

import "./site/addresses.js";
import "./site/asked.js";
import "./site/copying.js";
import "./site/suggest.js";
import "./site/switching.js";
import "./site/values.js";
