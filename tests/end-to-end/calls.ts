/** A call that the provider has made to AWS. */
export interface Call {
  /** Such as `CreateService`; method and path of calls whose protocol names none. */
  readonly action: string;
  readonly body: string;
  /** Set once it is answered, with the number of calls that had come by then. */
  answer?: { readonly body: string; readonly callsBefore: number };
}
