/** A problem inside the catalogue: `at` is the path of the value in it. */
export type Finding = { readonly at: readonly (string | number)[]; readonly what: string };
