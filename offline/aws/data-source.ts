import type { Configuration } from "./configuration";
import type { Properties } from "./properties";

/** A function of the provider that reads something, such as `aws.iam.getRole`. */
export interface DataSource {
  /** Arguments that the function cannot do without. */
  required?: string[];
  /** What it answers of something that the account says nothing of. */
  answer: (call: Call) => Properties;
}

/** A call with the provider's configuration; `region` is the argument, else the provider's. */
export interface Call {
  args: Properties;
  region: string;
  configuration: Configuration;
}

/** When everything that the account says nothing of was made. */
export const MADE_AT = "2024-01-01T00:00:00Z";
