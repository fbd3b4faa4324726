/** The other application, which attaches nothing to the execution role. */
import { application } from "./application";

application("billing", "task");
