declare const brand: unique symbol;

/** Two things that must not be mixed are two types. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
