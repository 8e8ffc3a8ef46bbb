/** The words of SPARQL 1.1 by where they stand. */

const list = (/** @type {string} */ words) => words.split(" ");

/** Words that begin a query. */
export const FORMS = list("SELECT ASK CONSTRUCT DESCRIBE");
/** Words that begin something within a group. */
export const PATTERNS = list("OPTIONAL FILTER BIND VALUES GRAPH UNION MINUS");
/** Words after the groups. */
export const MODIFIERS = ["GROUP BY", "HAVING", "ORDER BY", "LIMIT", "OFFSET"];
export const AGGREGATES = list("COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT");
export const FUNCTIONS = list(
  "BOUND COALESCE CONCAT CONTAINS DATATYPE DAY IF IRI ISBLANK ISIRI ISLITERAL ISNUMERIC LANG LANGMATCHES LCASE MONTH " +
    "NOW REGEX REPLACE ROUND STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS SUBSTR UCASE YEAR ABS CEIL FLOOR",
);
const OTHERS = list(
  "A AS ASC BASE BY DESC DISTINCT EXISTS FALSE FROM GROUP IN NAMED NOT ORDER PREFIX REDUCED SEPARATOR SERVICE SILENT TRUE UNDEF WHERE",
);

/** All words that stand for themselves, apart from functions. */
export const KEYWORDS = new Set([...FORMS, ...PATTERNS, ...MODIFIERS.filter((word) => !word.includes(" ")), ...OTHERS]);
export const CALLS = new Set([...AGGREGATES, ...FUNCTIONS]);
