export { faultsOf, mergeLayers, mergeStructures } from './assemble.ts';
export { compose, DocumentLacksValue, type ComposedDocument, type ComposedSection } from './compose.ts';
export type { FormLayout } from './forms.ts';
export { languageAmong, languagesFor } from './languages.ts';
export { fullContents, statementOf, UnknownDocument, type DocumentStatement } from './statement.ts';
export { languageLayerSchema, languageSchema, structuresSchema, type DocumentSet, type LanguageTexts } from './texts.ts';
export { filledNames, valueNames, type DocumentValues, type Instalment, type ValueName } from './values.ts';
