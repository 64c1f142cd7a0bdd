/** The build takes style sheets by side effect. */
declare module '*.css';
/** Sections of the documents, by the build. */
declare module 'virtual:help-index' {
  export const sections: readonly import('./help/search').HelpSection[];
}
