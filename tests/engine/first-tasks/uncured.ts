/** The program as it is, for a stack of its own. */
import "./program";
