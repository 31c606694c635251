declare module 'linebreak' {
  /** Where a text may be broken into lines, by Unicode's Annex 14. */
  export default class LineBreaker {
    constructor(text: string);
    nextBreak(): { readonly position: number; readonly required: boolean } | null;
  }
}
