/** The script of the page: functions of this package as text, each of which stands alone. */
import { curve, ends } from "../drawing/curve";
import { chooseServices } from "./behaviour/choose";
import { filterFindings } from "./behaviour/filter";
import { openDetails } from "./behaviour/open";

export const script = `"use strict";
(${filterFindings})();
(${openDetails})();
(${chooseServices})(${ends}, ${curve});
`;
