/** A value that passed its rules, with hints the user may want to read, or the rule that it breaks. */
export type Checked<T> = { value: T; warnings?: string[] } | { issue: string };
