/** What a question about permissions is answered with. */
export type Answer = "yes" | "no" | "cannot tell";
