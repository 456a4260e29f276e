export type Option = { readonly value: string; readonly label: string };
export type FieldShape = {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'long' | 'choice' | 'buttons' | 'many' | 'number' | 'money' | 'parts' | 'person' | 'date' | 'several';
  readonly options?: readonly Option[];
  readonly value?: string;
  readonly required?: boolean;
  readonly sealed?: boolean;
  readonly hint?: string;
  /** What a sealed text says about itself in codes, such as its script. */
  readonly coded?: (text: string) => Readonly<Record<string, unknown>>;
  /** For a person: the member of the input that takes their id; `options` are those of the case. */
  readonly member?: string;
  /** For a date: a day stays a day. Else whole months are kept, and the words as said go to the sealed field `said`. */
  readonly exact?: boolean;
  /** For money: the currency offered first. */
  readonly currency?: string;
};
