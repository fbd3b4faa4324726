/** What each thread of a scan runs. */
import { scanSource } from "./scan-source";

export = scanSource;
