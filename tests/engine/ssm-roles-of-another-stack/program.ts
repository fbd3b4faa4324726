/** One of two applications; the variant `swapped` gives the read to the wrong role. */
import { variant } from "../programs";
import { application } from "./application";

application("shop", variant === "swapped" ? "task" : "execution");
